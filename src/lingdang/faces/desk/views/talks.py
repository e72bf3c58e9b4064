"""Saying something in a case; whose reporters wait for a reply; what was asked and not answered."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.cases.public import Case, case_for, cases_for, search
from lingdang.faces.desk import exports, names, states
from lingdang.faces.desk.forms.talks import (
    QuestionFilterForm,
    ReplyForm,
    SayForm,
    WaitingFilterForm,
)
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.talk import ANSWER, ASK, LABELS, NOTE, REPLY, form_of
from lingdang.faces.desk.views.case import case_answer, go_on
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty, cards
from lingdang.talks.public import (
    Remark,
    Waiting,
    answer_question,
    ask_reporter,
    may_manage,
    open_questions_for,
    reply_to_reporter,
    waiting_for,
    write_note,
)

_SERVICES: dict[str, Callable[..., object]] = {
    ASK: ask_reporter,
    ANSWER: answer_question,
    REPLY: reply_to_reporter,
    NOTE: write_note,
}
_WAITING = {
    "longest": Order(("since", "case_id"), descending=False),
    "newest": Order(("since", "case_id")),
}
_QUESTIONS = {"until": Order(("until", "id"), descending=False), "newest": Order(("at", "id"))}
_STRETCH = 500


@require_POST
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def say(request: ActorRequest, case_id: int, kind: str) -> HttpResponse:
    """Say it, or show its form again with the sentence that says why not."""
    case = case_for(request.actor, case_id)
    form = form_of(kind, request.actor, case, request.POST, request.FILES)
    if form.is_valid() and _said(kind, case, form, request.actor):
        return go_on(request, case, _("Done: %(step)s.") % {"step": LABELS[kind]})
    return case_answer(request, case_for(request.actor, case_id), saying=(kind, form))


def _said(kind: str, case: Case, form: SayForm, by: Actor) -> bool:
    try:
        _SERVICES[kind](case_id=case.pk, by=by, **form.told(by))
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def standard_text(request: ActorRequest, case_id: int) -> HttpResponse:
    """Answer with the field of words, filled with the standard reply just chosen."""
    case = case_for(request.actor, case_id)
    form = form_of(REPLY, request.actor, case)
    chosen = request.GET.get("standard_id", "")
    if not isinstance(form, ReplyForm) or not chosen.isdecimal():
        raise NotFound
    form.initial["text"] = form.filled(int(chosen))
    return answer(request, "talks/text.html", {"field": form["text"]})


def _waiting(actor: Actor, asked: dict[str, Any]) -> QuerySet[Waiting]:
    found = waiting_for(actor)
    if words := asked.get("q"):
        found = found.filter(case__in=search(cases_for(actor), words).values("pk"))
    named = {"state": "case__state", "category": "case__category"}
    return found.filter(**{named[name]: asked[name] for name in named if name in asked})


@require_GET
@desk(Duty.SEE_CASE)
def waiting(request: ActorRequest) -> HttpResponse:
    """办结一件反馈一件: what was put right and not replied to."""
    asked = asked_in(WaitingFilterForm(request.GET))
    order = _WAITING[asked.get("sort", "longest")]
    page, now = page_of(_waiting(request.actor, asked), order, request.GET), timezone.now()
    near = states.soon(now)
    context = {
        "page": page,
        "lines": [(row, states.badge(row.case, now, near)) for row in page.rows],
        "form": WaitingFilterForm(initial=asked),
        "query": urlencode(asked),
        "may_manage": may_manage(request.actor),
    }
    return answer(request, "talks/waiting.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def waiting_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(WaitingFilterForm(request.GET))
    order = _WAITING[asked.get("sort", "longest")].by(backwards=False)
    found = _waiting(request.actor, asked).order_by(*order)
    head = [_("Number"), _("Put right"), _("State"), _("Category"), _("Place"), _("Unit")]
    lines = _waiting_lines(found)
    return exports.sheet(
        _("Waiting for a reply"), [*head, _("What was reported"), _("Outcome")], lines
    )


def _waiting_lines(found: QuerySet[Waiting]) -> Iterator[list[object]]:
    for row in found.iterator(chunk_size=_STRETCH):
        case = row.case
        yield [
            *(case.number, row.since, case.get_state_display()),
            *(names.category_name(case.category_id), names.place_name(case.place_id)),
            *(names.unit_name(case.unit_id), case.description, case.outcome),
        ]


def _questions(actor: Actor, asked: dict[str, Any]) -> QuerySet[Remark]:
    found = open_questions_for(actor)
    if words := asked.get("q"):
        cases = search(cases_for(actor), words).values("pk")
        found = found.filter(Q(case__in=cases) | Q(text__contains=words))
    return found.filter(by=actor.person_id) if asked.get("mine") else found


@require_GET
@desk(Duty.SEE_CASE)
def questions(request: ActorRequest) -> HttpResponse:
    """What reporters were asked and have not answered yet."""
    asked = asked_in(QuestionFilterForm(request.GET))
    page = page_of(
        _questions(request.actor, asked), _QUESTIONS[asked.get("sort", "until")], request.GET
    )
    context = {
        "page": page,
        "people": cards(row.by_id for row in page.rows),
        "form": QuestionFilterForm(initial=asked),
        "query": urlencode(asked),
        "may_manage": may_manage(request.actor),
    }
    return answer(request, "talks/questions.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def question_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(QuestionFilterForm(request.GET))
    order = _QUESTIONS[asked.get("sort", "until")].by(backwards=False)
    found = _questions(request.actor, asked).order_by(*order)
    head = [_("Number"), _("Question"), _("Who asked"), _("Asked on"), _("To be answered by")]
    return exports.sheet(_("Open questions"), head, _question_lines(list(found)))


def _question_lines(found: list[Remark]) -> Iterator[list[object]]:
    people = cards(row.by_id for row in found)
    for row in found:
        who = people[row.by_id].display if row.by_id in people else ""
        yield [row.case.number, row.text, who, row.at, row.until]
