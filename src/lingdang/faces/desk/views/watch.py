"""Moves of a case that are no steps of it, and the list of what is under supervision."""

from collections.abc import Callable, Iterator
from itertools import batched
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.cases.public import Case, assign_case, case_for, cases_for, search, steps_for
from lingdang.dispatching.public import (
    Supervision,
    confirm_proposal,
    lift_supervision,
    settle_on_the_spot,
    supervise_case,
    supervisions_for,
    urge_case,
)
from lingdang.faces.desk import dispatching, exports, names, states
from lingdang.faces.desk.forms.dispatching import SettleForm, SupervisionFilterForm
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.views.case import case_answer, go_on
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance import times
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed
from lingdang.people.public import Duty, cards

_ORDERS = {"due": Order(("until", "id"), descending=False), "newest": Order(("id",))}


def _settle(case: Case, form: DeskForm, by: Actor) -> None:
    photos = form.photo_ids(by) if isinstance(form, SettleForm) else []
    outcome = form.cleaned_data["outcome"]
    settle_on_the_spot(case_id=case.pk, outcome=outcome, photo_ids=photos, by=by)


_MOVES: dict[str, Callable[[Case, DeskForm, Actor], object]] = {
    "settle": _settle,
    "assign": lambda case, form, by: assign_case(case_id=case.pk, by=by, **form.cleaned_data),
    "urge": lambda case, form, by: urge_case(case_id=case.pk, by=by, **form.cleaned_data),
    "supervise": lambda case, form, by: supervise_case(case_id=case.pk, by=by, **form.cleaned_data),
    "lift": lambda case, form, by: lift_supervision(case_id=case.pk, by=by, **form.cleaned_data),
}


@require_POST
@desk(Duty.SEE_CASE)
def move(request: ActorRequest, case_id: int, move: str) -> HttpResponse:
    """Do it, or show its form again with the sentence that says why not."""
    case = case_for(request.actor, case_id)
    steps = steps_for(request.actor, case)
    form = dispatching.form_of(move, request.actor, case, steps, request.POST, request.FILES)
    if form is None:
        raise NotAllowed
    if form.is_valid():
        try:
            _MOVES[move](case, form, request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return go_on(request, case, _("Done: %(step)s.") % {"step": dispatching.LABELS[move]})
    return case_answer(request, case_for(request.actor, case_id), refused_move=(move, form))


@require_POST
@desk(Duty.SEE_CASE)
def confirm(request: ActorRequest, case_id: int) -> HttpResponse:
    """The one click by which a dispatcher does what the rules propose."""
    case = case_for(request.actor, case_id)
    try:
        confirm_proposal(case_id=case.pk, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return go_on(request, case, "")
    return go_on(request, case, _("Dispatched as proposed."))


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = SupervisionFilterForm(request.GET)
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


_SHOWN: dict[str, Callable[[], Q]] = {
    "": lambda: Q(lifted_at=None),
    "late": lambda: Q(lifted_at=None, until__lt=timezone.localdate()),
    "lifted": lambda: Q(lifted_at__isnull=False),
    "all": Q,
}


def _found(actor: Actor, asked: dict[str, Any]) -> QuerySet[Supervision]:
    found = supervisions_for(actor).filter(_SHOWN[asked.get("show", "")]())
    if words := asked.get("q"):
        cases = search(cases_for(actor), words)
        found = found.filter(Q(case__in=cases.values("pk")) | Q(note__contains=words))
    return found


@require_GET
@desk(Duty.SEE_CASE)
def supervisions(request: ActorRequest) -> HttpResponse:
    asked, now = _asked(request), timezone.now()
    order = _ORDERS[asked.get("sort", "due")]
    page = page_of(_found(request.actor, asked), order, request.GET)
    near = states.soon(now)
    context = {
        "page": page,
        "lines": [(one, states.badge(one.case, now, near)) for one in page.rows],
        "people": cards(one.by_id for one in page.rows),
        "form": SupervisionFilterForm(initial=asked),
        "today": timezone.localdate(),
        "query": urlencode(asked),
    }
    return answer(request, "watch/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def supervision_export(request: ActorRequest) -> FileResponse:
    asked = _asked(request)
    order = _ORDERS[asked.get("sort", "due")]
    found = _found(request.actor, asked).order_by(*order.by(backwards=False))
    head = [
        _("Number"),
        _("State"),
        _("What was reported"),
        _("Note"),
        _("To be settled by"),
        _("Place"),
        _("Unit"),
        _("Person"),
        _("Since"),
        _("Lifted"),
        _("Why it was lifted"),
    ]
    return exports.sheet(_("Supervision"), head, _lines(found))


def _lines(found: QuerySet[Supervision]) -> Iterator[list[object]]:
    """The ledger of what is to be put right: by whom, by when, and how far it is."""
    now = timezone.now()
    near = states.soon(now)
    for stretch in batched(found.iterator(chunk_size=500), 500):
        people = cards(one.case.handler_id for one in stretch if one.case.handler_id)
        for one in stretch:
            handler = people.get(one.case.handler_id or 0)
            yield [
                one.case.number,
                states.badge(one.case, now, near).word,
                one.case.description,
                one.note,
                one.until.isoformat(),
                names.place_name(one.case.place_id, shown=9),
                names.unit_name(one.case.unit_id),
                handler.display if handler else "",
                times.when(one.at, now),
                times.when(one.lifted_at, now) if one.lifted_at else "",
                one.lifted_note,
            ]
