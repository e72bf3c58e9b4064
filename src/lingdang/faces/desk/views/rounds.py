"""Rounds 督导: the board, the calendar, one round with its points and the draw they came from."""

from calendar import Calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, inspecting, maps
from lingdang.faces.desk.forms.inspection_lists import NewCircularForm
from lingdang.faces.desk.forms.inspections import RoundFilterForm
from lingdang.faces.desk.forms.rounds import ChooseForm, DrawForm, RoundForm
from lingdang.faces.desk.inspecting import Shelf, counted_rows, row_of_round, tabs
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections.public import (
    Dimension,
    Point,
    Round,
    State,
    Step,
    Wanted,
    change_round,
    check_draw,
    is_member,
    ledger_for,
    may_plan,
    may_publish,
    may_record,
    move_round,
    on_days,
    plan_round,
    points_for,
    round_for,
    rounds_for,
    steps_open,
    sums_of,
    whole_of,
    with_progress,
)
from lingdang.kernel.errors import DomainError, NotAllowed
from lingdang.people.public import Duty

SEES = desk(Duty.SEE_ROUNDS)
PLANS = desk(Duty.PLAN_ROUNDS)
_SHOWN_POINTS = 300
_ORDERS = {
    "newest": Order(("from_on", "id")),
    "oldest": Order(("from_on", "id"), descending=False),
}


def _found(request: ActorRequest, asked: dict[str, Any]) -> QuerySet[Round]:
    found = rounds_for(request.actor)
    plain = {"kind": asked.get("kind"), "state": asked.get("state")}
    found = found.filter(**{name: it for name, it in plain.items() if it})
    if words := asked.get("q"):
        found = found.filter(name__icontains=words)
    if told := asked.get("told"):
        found = found.filter(unannounced=told == "no")
    if asked.get("month"):
        first, last = _days(asked["month"])
        found = on_days(found, first, last)
    return with_progress(found)


def _days(month: str) -> tuple[date, date]:
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _shelf(page: Any, asked: dict[str, Any], request: ActorRequest) -> Shelf:  # noqa: ANN401 -- a page of rounds
    actions = []
    if request.actor.has(Duty.PLAN_ROUNDS):
        actions = [(reverse("desk:new_round"), _("Plan a round"))]
    return Shelf(
        title=_("Rounds of inspection"),
        note=_("Daily, key, special and by trade; announced or not."),
        head=_head(),
        rows=[row_of_round(it) for it in page.rows],
        counted=counted_rows(page.counted),
        empty=_("No round fits."),
        export=f"{reverse('desk:round_export')}?{urlencode(asked)}",
        actions=actions,
    )


def _head() -> list[str]:
    return [
        _("Round"), _("Kind"), _("Announced"), _("Dates"), _("Organised at"),
        _("Points seen"), _("Problems"), _("State"),
    ]  # fmt: skip


@require_GET
@SEES
def rounds(request: ActorRequest) -> HttpResponse:
    asked = asked_in(RoundFilterForm(request.GET))
    found = _found(request, asked)
    page = page_of(found, _ORDERS[asked.get("sort", "newest")], request.GET)
    context = {
        "shelf": _shelf(page, asked, request),
        "page": page,
        "form": RoundFilterForm(initial=asked),
        "query": urlencode(asked),
        "tabs": tabs("rounds"),
    }
    if asked.get("look") == "calendar":
        month = asked.get("month") or f"{timezone.localdate():%Y-%m}"
        context |= {"weeks": _weeks(rounds_for(request.actor), month), "month": month}
    return answer(request, "inspections/list.html", context, part="results")


def _weeks(found: QuerySet[Round], month: str) -> list[list[tuple[date, bool, list[Round]]]]:
    """A month as weeks from Monday on; a round stands on its first day."""
    first, last = _days(month)
    shown = list(on_days(found, first, last).order_by("from_on", "pk")[:500])
    return [
        [
            (day, day.month == first.month, [it for it in shown if max(it.from_on, first) == day])
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


@require_GET
@SEES
def round_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(RoundFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    found = _found(request, asked).order_by(*order)
    return exports.sheet(_("Rounds of inspection"), _head(), _lines(found))


def _lines(found: QuerySet[Round]) -> Iterator[list[object]]:
    for it in found.iterator(chunk_size=500):
        yield [*row_of_round(it).cells[:-1], it.get_state_display()]


@require_http_methods(["GET", "POST"])
@PLANS
def new_round(request: ActorRequest) -> HttpResponse:
    form = RoundForm.at(request.actor, request.GET.get("place", ""), request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = plan_round(plan=form.plan(), key=form.cleaned_data["key"], by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:round", made.pk)
    return _edited(request, form, None)


@require_http_methods(["GET", "POST"])
@PLANS
def edit_round(request: ActorRequest, round_id: int) -> HttpResponse:
    known = round_for(request.actor, round_id)
    if not may_plan(request.actor, known.place_id):
        raise NotAllowed
    form = RoundForm.of(request.actor, known)
    if request.method == "POST":
        form = RoundForm(request.actor, request.POST)
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                change_round(round_id=known.pk, version=version, plan=form.plan(), by=request.actor)
            except DomainError as refusal:
                form.refuse(refusal)
            else:
                return redirect("desk:round", known.pk)
    return _edited(request, form, known)


def _edited(request: ActorRequest, form: RoundForm, known: Round | None) -> HttpResponse:
    status = form.status if form.is_bound else 200
    context = {"form": form, "known": known}
    return answer(request, "inspections/edit.html", context, status=status)


@require_GET
@SEES
def round_(request: ActorRequest, round_id: int) -> HttpResponse:
    return page_of_round(request, round_for(request.actor, round_id))


def page_of_round(request: ActorRequest, known: Round, **bound: Any) -> HttpResponse:
    """Show one; ``bound`` are forms that were sent and refused."""
    plans = may_plan(request.actor, known.place_id) and known.state == State.PLANNED
    publishes = may_publish(request.actor, known)
    findings = ledger_for(request.actor, Wanted(round_id=known.pk))
    points = points_seen(request, known)
    member = may_record(request.actor, is_member=is_member(request.actor, known))
    context = {
        "known": known,
        "colour": inspecting.ROUND_COLOURS[State(known.state)],
        "steps": steps_open(request.actor, known),
        "groups": known.groups.select_related("unit", "area"),
        "organisers": known.organisers.order_by("code"),
        "points": list(points.order_by("number")[:_SHOWN_POINTS]),
        "counts": (points.filter(seen_at__isnull=False).count(), points.count()),
        "whole": whole_of(findings),
        "items": sums_of(findings, Dimension.ITEM)[:10],
        "draw": known.draw.get("rule"),
        "strata": known.draw.get("strata", []),
        "wrong": check_draw(known) if known.draw else [],
        "map": maps.Map(known.place_id),
        "plans": plans,
        "records": member and known.state == State.UNDER_WAY,
        "draw_form": DrawForm(request.actor) if plans else None,
        "choose_form": ChooseForm(known.place_id) if plans else None,
        "circular_form": NewCircularForm() if publishes else None,
        **bound,
    }
    status = next((it.status for it in bound.values() if getattr(it, "status", 0)), 200)
    return answer(request, "inspections/round.html", context, status=status)


def points_seen(request: ActorRequest, known: Round) -> QuerySet[Point]:
    return points_for(request.actor, known).select_related("group__unit")


@require_POST
@SEES
def round_step(request: ActorRequest, round_id: int, step: str) -> HttpResponse:
    known = round_for(request.actor, round_id)
    if step not in Step.values:
        raise NotAllowed
    try:
        move_round(round_id=known.pk, step=Step(step), by=request.actor)
    except DomainError as refusal:
        if refusal.status != 409:  # noqa: PLR2004 -- not possible now: said where it was pressed
            raise
        messages.error(request, str(refusal))
    return redirect("desk:round", known.pk)
