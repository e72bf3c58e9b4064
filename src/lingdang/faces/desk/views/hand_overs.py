"""The change of a shift: previewed, done, listed."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.dispatching.public import (
    HandOver,
    Preview,
    hand_over_for,
    hand_over_shift,
    hand_overs_for,
    handed_cases,
    preview,
    stations_of,
)
from lingdang.faces.desk import dispatching, exports, names, rows
from lingdang.faces.desk.forms.dispatching import HandOverForm, ListFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance import times
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotFound
from lingdang.people.public import Duty, PersonCard, cards
from lingdang.shifts.public import Station

_WORKS = (Duty.DISPATCH_CASE, Duty.HANDLE_CASE, Duty.SETTLE_IN_GRID)
_NEWEST = Order(("id",))
_SHOWN = 50
_COLUMNS = ("number", "state", "text", "place", "owner", "due")


@require_GET
@desk(*_WORKS)
def hand_overs(request: ActorRequest) -> HttpResponse:
    asked = _asked(request)
    page = page_of(_found(request.actor, asked), _NEWEST, request.GET)
    context = {
        "page": page,
        "people": _people(page.rows),
        "form": ListFilterForm(initial=asked),
        "query": urlencode(asked),
        "stations": [(str(one), _station_name(one)) for one in stations_of(request.actor)],
    }
    return answer(request, "watch/hand_overs.html", context, part="results")


def _people(found: list[HandOver]) -> dict[int, PersonCard]:
    return cards({one.to_id for one in found} | {one.by_id for one in found})


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = ListFilterForm(request.GET)
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


def _found(actor: Actor, asked: dict[str, Any]) -> QuerySet[HandOver]:
    found = hand_overs_for(actor)
    if words := asked.get("q"):
        found = found.filter(note__contains=words)
    if day := asked.get("since"):
        found = found.filter(at__gte=timezone.make_aware(datetime.combine(day, time.min)))
    return found


@require_GET
@desk(*_WORKS)
def hand_over_export(request: ActorRequest) -> FileResponse:
    head = [_("When"), _("Where"), _("Taken over by"), _("By whom"), _("Cases"), _("Note")]
    found = _found(request.actor, _asked(request)).order_by("-id")
    return exports.sheet(_("Hand-overs"), head, _lines(list(found)))


def _lines(found: list[HandOver]) -> Iterator[list[object]]:
    people, now = _people(found), timezone.now()
    for one in found:
        to, by = people.get(one.to_id), people.get(one.by_id or 0)
        yield [
            times.when(one.at, now),
            _station_name(Station(one.place_id, one.unit_id)),
            to.display if to else "",
            by.display if by else "",
            one.cases,  # type: ignore[attr-defined]  # annotated by the query
            one.note,
        ]


@require_GET
@desk(*_WORKS)
def handed_over(request: ActorRequest, hand_over_id: int) -> HttpResponse:
    """One hand-over: its note and its cases, as they stand today."""
    done = hand_over_for(request.actor, hand_over_id)
    cases = rows.listed(handed_cases(request.actor, done)).order_by("due_at", "id")
    context = {
        "done": done,
        "people": _people([done]),
        "where": _station_name(Station(done.place_id, done.unit_id)),
        **rows.table(cases, _COLUMNS, timezone.now()),
    }
    return answer(request, "watch/handed_over.html", context)


@require_http_methods(["GET", "POST"])
@desk(*_WORKS)
def new_hand_over(request: ActorRequest) -> HttpResponse:
    """Show what would change hands; a press does it."""
    where = _station(request)
    told = request.POST if request.method == "POST" else request.GET
    chosen = {name: _number(told, name) for name in ("giver", "taker")}
    plan = preview(request.actor, where, giver_id=chosen["giver"], taker_id=chosen["taker"])
    people = list(dispatching.shown(plan.team).items())
    form = HandOverForm(people, request.POST or None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = hand_over_shift(
                where=where,
                giver_id=given["giver"],
                taker_id=given["taker"],
                note=given["note"],
                by=request.actor,
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Handed over."))
            return redirect("desk:handed_over", done.pk)
    return _previewed(request, where, plan, form)


def _previewed(
    request: ActorRequest, where: Station, plan: Preview, form: HandOverForm
) -> HttpResponse:
    now, shown = timezone.now(), dispatching.shown(plan.team)
    cases = rows.listed(plan.cases).order_by("due_at", "id")
    context = {
        "at": str(where),
        "where": _station_name(where),
        "form": form,
        "team": [(shown[post.person_id], post.person_id in plan.on_duty) for post in plan.team],
        "gaps": plan.gaps,
        "taker": shown.get(plan.taker.person_id, "") if plan.taker else "",
        "givers": [shown[pk] for pk in plan.givers if pk in shown],
        "total": plan.cases.count(),
        **rows.table(cases[:_SHOWN], _COLUMNS, now),
    }
    status = form.status if form.is_bound else 200
    return answer(request, "watch/hand_over.html", context, status=status)


def _station(request: ActorRequest) -> Station:
    """Where: said in the address, else the first place or unit where this person works."""
    said = str(request.POST.get("at") or request.GET.get("at") or "")
    kind, _dash, number = said.partition("-")
    if kind in {"place", "unit"} and number.isdigit() and len(number) < 19:  # noqa: PLR2004 -- a bigint
        return Station(**{f"{kind}_id": int(number)})
    found = stations_of(request.actor)
    if said or not found:
        raise NotFound
    return found[0]


def _number(told: QueryDict, name: str) -> int | None:
    text = str(told.get(name) or "")
    return int(text) if text.isdigit() and len(text) < 19 else None  # noqa: PLR2004 -- a bigint


def _station_name(where: Station) -> str:
    if where.unit_id:
        return names.unit_name(where.unit_id)
    return names.place_name(where.place_id)
