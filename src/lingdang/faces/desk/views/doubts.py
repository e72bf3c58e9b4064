"""Doubts 疑点: what speaks against photographs, answered and decided; two photographs compared."""

from collections.abc import Iterator
from itertools import batched
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.doubts.public import (
    Doubt,
    Step,
    answer_doubt,
    decide_doubt,
    doubt_for,
    photo_seen,
    with_points,
)
from lingdang.doubts.public import doubts_for as seen_by
from lingdang.faces.desk import doubts, exports, names
from lingdang.faces.desk.forms.doubts import AnswerForm, DecideDoubtForm, DoubtFilterForm
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.paging import page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty

_STRETCH = 500


@require_GET
@desk(Duty.SEE_CASE)
def doubt_list(request: ActorRequest) -> HttpResponse:
    asked = asked_in(DoubtFilterForm(request.actor, request.GET))
    order = doubts.ORDERS[asked.get("sort", "newest")]
    page = page_of(doubts.found(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": doubts.rows_of(request.actor, page.rows),
        "form": DoubtFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
    }
    return answer(request, "doubts/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def doubt_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(DoubtFilterForm(request.actor, request.GET))
    order = doubts.ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [
        *(_("Number"), _("What is doubted"), _("Proof"), _("State"), _("Trust in the photograph")),
        *(_("Place"), _("Unit"), _("Found at"), _("Answer"), _("Reason")),
    ]
    found = doubts.found(request.actor, asked).order_by(*order)
    return exports.sheet(_("Doubts"), head, _lines(found, request.actor))


def _lines(found: QuerySet[Doubt], actor: Actor) -> Iterator[list[object]]:
    for stretch in batched(found.iterator(chunk_size=_STRETCH), _STRETCH):
        for row in doubts.rows_of(actor, stretch):
            doubt, case = row.doubt, row.doubt.case
            yield [
                *(case.number, row.card.kind.label, row.proof, row.state.label, row.trust.label),
                *(names.place_name(case.place_id), names.unit_name(case.unit_id)),
                *(doubt.found_at, doubt.answer, doubt.reason),
            ]


@require_GET
@desk(Duty.SEE_CASE)
def doubt(request: ActorRequest, doubt_id: int) -> HttpResponse:
    return _page(request, doubt_id)


@require_POST
@desk(Duty.SEE_CASE)
def answer_one(request: ActorRequest, doubt_id: int) -> HttpResponse:
    doubt_for(request.actor, doubt_id)
    form = AnswerForm(doubt_id, request.POST, request.FILES)
    if form.is_valid():
        try:
            answer_doubt(doubt_id=doubt_id, by=request.actor, **form.facts(request.actor))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your answer stands with the case."))
            return redirect("desk:doubt", doubt_id)
    return _page(request, doubt_id, form)


@require_POST
@desk(Duty.SEE_CASE)
def decide(request: ActorRequest, doubt_id: int) -> HttpResponse:
    doubt_for(request.actor, doubt_id)
    form = DecideDoubtForm([Step.DISMISS, Step.UPHOLD], doubt_id, request.POST)
    if form.is_valid():
        try:
            decide_doubt(doubt_id=doubt_id, by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your decision stands with the case."))
            return redirect("desk:doubt", doubt_id)
    return _page(request, doubt_id, form)


def _page(request: ActorRequest, doubt_id: int, refused: DeskForm | None = None) -> HttpResponse:
    """One doubt whole; what was sent and not taken, with the sentence that says why."""
    found = with_points(seen_by(request.actor).filter(pk=doubt_id))
    row = next(iter(doubts.rows_of(request.actor, found)), None)
    if row is None:
        raise NotFound
    context = {"row": row, "case": row.doubt.case, "refused": refused}
    return answer(request, "doubts/doubt.html", context, status=refused.status if refused else 200)


@require_GET
@desk(Duty.SEE_CASE)
def compare(request: ActorRequest) -> HttpResponse:
    """Two photographs of cases that this person may see, beside and on each other."""
    shown = [photo_seen(request.actor, _asked(request, name)) for name in ("a", "b")]
    context = {"shown": shown, "mirrored": "mirrored" in request.GET}
    return answer(request, "doubts/compare.html", context)


def _asked(request: ActorRequest, name: str) -> UUID:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        raise NotFound from None
