"""Calls by bell: ring, see how it goes, answer, take it back; figures by place."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.calls.public import (
    Call,
    Figure,
    Story,
    answer_call,
    call_for,
    calls_for,
    cancel_call,
    figures_for,
    ring,
    stories,
    story,
)
from lingdang.cases.public import Report, Source
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id, IdempotencyKey, Lat, Lng
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.kernel.coordinates import System
from lingdang.places.public import tree

router = Router()
NEW, AGAIN = 201, 200
_MOST = 200
_REFUSED = refusals(403, 404, 409)
CallState = Literal["ringing", "answered", "unanswered", "cancelled"]
CallLevel = Literal["grid", "community", "street"]


class NewCall(Strict):
    lng: Lng | None = None
    lat: Lat | None = None
    system: System = System.WGS84
    place_id: Id | None = None


class CallFilters(Strict):
    state: CallState | None = None
    place_id: Id | None = None  # and what lies in it
    before: Id | None = None  # the id that the page before ended with
    limit: Annotated[int, Field(ge=1, le=_MOST)] = 50


class FigureFilters(Strict):
    place_id: Id | None = None
    since: date | None = None
    until: date | None = None


class CalleeOut(Schema):
    name: str
    role: str
    phone: str


class RungOut(Schema):
    level: CallLevel
    rung_at: datetime
    until: datetime
    people: list[CalleeOut]


class CallOut(Schema):
    id: int
    case_id: int
    number: str
    place_id: int
    state: CallState
    level: CallLevel
    rung_at: datetime
    until: datetime | None
    ended_at: datetime | None
    answered_by: CalleeOut | None
    rungs: list[RungOut]
    follow_token: str | None = None


class FigureOut(Schema):
    place_id: int
    rings: int
    grid: int
    community: int
    street: int
    unanswered: int
    cancelled: int
    median_seconds: float | None


@router.get("", response={200: list[CallOut], **refusals()}, summary="Calls, the newest first")
def list_calls(request: HttpRequest, filters: Query[CallFilters]) -> HttpResponse:
    require_known(request, CallFilters)
    found = calls_for(actor_of(request))
    if filters.state:
        found = found.filter(state=filters.state)
    if path := _path(filters.place_id):
        found = found.filter(case__path__gte=path, case__path__lt=f"{path[:-1]}0")
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    rows = list(found.order_by("-pk")[: filters.limit])
    return written([_call(one) for one in stories(rows)])


@router.post("", response={201: CallOut, 200: CallOut, **_REFUSED}, summary="Ring the bell")
def ring_bell(request: HttpRequest, call: NewCall, key: IdempotencyKey = None) -> HttpResponse:
    report = Report(source=Source.BELL, request_key=key, **call.model_dump())
    rang = ring(report=report, by=actor_of(request))
    told = _call(story(rang.call)) | {"follow_token": rang.reported.follow_token}
    return written(told, AGAIN if rang.reported.again else NEW)


@router.get(
    "/figures", response={200: list[FigureOut], **refusals()}, summary="How calls went, by place"
)
def list_figures(request: HttpRequest, filters: Query[FigureFilters]) -> HttpResponse:
    require_known(request, FigureFilters)
    day = timedelta(days=1)
    rows = figures_for(
        actor_of(request),
        path=_path(filters.place_id),
        since=_midnight(filters.since) if filters.since else None,
        until=_midnight(filters.until + day) if filters.until else None,
    )
    return written([_figure(row) for row in rows])


@router.get("/{call_id}", response={200: CallOut, **refusals(404)}, summary="How a call goes")
def one_call(request: HttpRequest, call_id: Id) -> HttpResponse:
    return written(_call(story(call_for(actor_of(request), call_id))))


@router.post("/{call_id}/answer", response={200: CallOut, **_REFUSED}, summary="Answer it")
def take_call(request: HttpRequest, call_id: Id) -> HttpResponse:
    return _after(answer_call(call_id=call_id, by=actor_of(request)))


@router.post(
    "/{call_id}/cancel",
    response={200: CallOut, **_REFUSED},
    summary="Take it back as who rang: it was pressed by mistake",
)
def take_back(request: HttpRequest, call_id: Id) -> HttpResponse:
    return _after(cancel_call(call_id=call_id, by=actor_of(request)))


def _after(call: Call) -> HttpResponse:
    return written(_call(story(call)))


def _path(place_id: int | None) -> str:
    places = tree()
    return places.node(place_id).path if place_id and place_id in places else ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _call(told: Story) -> Plain:
    call = told.call
    names = ("case_id", "place_id", "state", "level", "rung_at", "until", "ended_at")
    return {name: getattr(call, name) for name in names} | {
        "id": call.pk,
        "number": call.case.number,
        "answered_by": told.answered_by,
        "rungs": [
            {name: getattr(step, name) for name in ("level", "rung_at", "until", "people")}
            for step in told.steps
        ],
        "follow_token": None,
    }


def _figure(row: Figure) -> Plain:
    names = ("place_id", "rings", "grid", "community", "street", "unanswered", "cancelled")
    median = row.median.total_seconds() if row.median else None
    return {name: getattr(row, name) for name in names} | {"median_seconds": median}
