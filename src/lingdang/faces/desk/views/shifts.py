"""The plan of shifts: a week of a place or a unit, filled in where it is read."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from lingdang.faces.desk import dispatching, exports, planning
from lingdang.faces.desk.forms.shifts import (
    NewShiftForm,
    ShiftForm,
    WeekForm,
    as_station,
    station_name,
)
from lingdang.faces.desk.paging import sliced
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty, PersonCard, cards
from lingdang.shifts.public import (
    Copied,
    Plan,
    Shift,
    Station,
    change_shift,
    copy_week,
    day_of,
    may_plan_at,
    monday_of,
    plan_of,
    plan_shift,
    remove_shift,
    shift_for,
    stations_of,
)

_CREWS = 20  # teams on a page


@require_GET
@desk(Duty.SEE_CASE, Duty.PLAN_SHIFTS)
def plan(request: ActorRequest) -> HttpResponse:
    return _page(request, WeekForm(stations_of(request.actor), request.GET))


@require_POST
@desk(Duty.PLAN_SHIFTS)
def copy(request: ActorRequest) -> HttpResponse:
    """Fill the week as the one before it, and say of each shift that is left out why."""
    form = WeekForm(stations_of(request.actor), request.POST)
    asked = asked_in(form)
    done = copy_week(where=form.station(), week=asked["week"], by=request.actor)
    return _page(request, form, done)


def _page(request: ActorRequest, form: WeekForm, copied: Copied | None = None) -> HttpResponse:
    asked = asked_in(form)
    where = form.station()
    found = plan_of(request.actor, where, asked["week"])
    told = asked | {"at": str(where), "week": asked["week"].isoformat()}
    context = {
        "form": WeekForm(stations_of(request.actor), initial=asked | {"at": str(where)}),
        "where": station_name(where),
        "at": str(where),
        "plan": found,
        "page": sliced(_crews(found, asked), request.GET, _CREWS),
        "may_plan": may_plan_at(request.actor, where),
        "query": urlencode(told),
        "weeks": _weeks_beside(told, found),
        "copied": copied,
        "people": _skipped(copied),
    }
    return answer(request, "shifts/plan.html", context, part="results")


def _crews(found: Plan, asked: dict[str, Any]) -> list[planning.Crew]:
    return planning.crews_of(found, asked.get("q", ""), asked.get("role", ""))


def _weeks_beside(told: dict[str, Any], found: Plan) -> list[str]:
    """Address the week before and the week after."""
    before, after = planning.weeks_beside(found.days[0])
    return [urlencode(told | {"week": day.isoformat()}) for day in (before, after)]


def _skipped(copied: Copied | None) -> dict[int, PersonCard]:
    return cards(one.person_id for one in copied.skipped) if copied else {}


@require_GET
@desk(Duty.SEE_CASE, Duty.PLAN_SHIFTS)
def plan_export(request: ActorRequest, sheet: str) -> FileResponse:
    form = WeekForm(stations_of(request.actor), request.GET)
    asked = asked_in(form)
    found = plan_of(request.actor, form.station(), asked["week"])
    head = [pgettext("column", "Place"), _("Role"), pgettext("of a person", "Name")]
    head += [day.isoformat() for day in found.days]
    write = exports.table if sheet == "csv" else exports.sheet
    return write(_("Plan of shifts"), head, planning.sheet_of(_crews(found, asked)))


@require_http_methods(["GET", "POST"])
@desk(Duty.PLAN_SHIFTS)
def new_shift(request: ActorRequest) -> HttpResponse:
    """One more shift: who, when; the cell that was pressed has said both."""
    where = as_station(str(request.POST.get("at") or request.GET.get("at") or ""))
    week = asked_in(WeekForm([where], request.GET))["week"]
    found = plan_of(request.actor, where, week)
    posts = {
        planning.post_key(post): shown
        for post in found.posts
        if (shown := dispatching.shown([post]).get(post.person_id))
    }
    initial = {"post": request.GET.get("post"), "day": request.GET.get("day") or week}
    form = NewShiftForm(posts, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        person, role, station = form.who()
        try:
            shift = plan_shift(
                person_id=person, role=role, where=station, hours=form.hours(), by=request.actor
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The shift is planned."))
            return _back(where, shift)
    return _edited(request, form, f"{reverse('desk:new_shift')}?week={week}", where)


@require_http_methods(["GET", "POST"])
@desk(Duty.PLAN_SHIFTS)
def shift(request: ActorRequest, shift_id: int) -> HttpResponse:
    """Change one shift, or remove it."""
    found = shift_for(request.actor, shift_id)
    where = as_station(str(request.POST.get("at") or request.GET.get("at") or found.where))
    form = ShiftForm(request.POST or None, initial=ShiftForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_shift(shift_id=found.pk, hours=form.hours(), by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The shift is changed."))
            return _back(where, found)
    return _edited(request, form, reverse("desk:shift", args=[found.pk]), where, found)


@require_POST
@desk(Duty.PLAN_SHIFTS)
def remove(request: ActorRequest, shift_id: int) -> HttpResponse:
    found = shift_for(request.actor, shift_id)
    remove_shift(shift_id=found.pk, by=request.actor)
    messages.success(request, _("The shift is removed."))
    return _back(as_station(str(request.POST.get("at") or found.where)), found)


def _back(where: Station, shift: Shift) -> HttpResponse:
    week = monday_of(day_of(shift.starts_at))
    return redirect(f"{reverse('desk:shifts')}?{urlencode({'at': where, 'week': week})}")


def _edited(
    request: ActorRequest, form: ShiftForm, address: str, where: Station, found: Shift | None = None
) -> HttpResponse:
    """Show the form beside the plan that asked for it, or on a page of its own."""
    people = cards([found.person_id]) if found else {}
    context = {
        "form": form,
        "address": address,
        "at": str(where),
        "shift": found,
        "people": people,
        "where": station_name(found.where if found else where),
    }
    status = form.status if form.is_bound else 200
    response = answer(request, "shifts/shift.html", context, part="edit", status=status)
    return retarget(reswap(response, "innerHTML"), "#edit") if request.htmx else response
