"""Closed cases that are looked at again: listed, looked at, counted; how they were drawn."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.evidence.public import photos_of
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Day, Id, Text
from lingdang.faces.api.v1.fields import Line as OneLine
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import (
    By,
    Draw,
    DrawKind,
    Line,
    LookBack,
    State,
    Wanted,
    When,
    Why,
    draw_for,
    draws_for,
    figures,
    look,
    look_back_for,
    look_backs_for,
    narrowed,
    steps_for,
)

router, draws = Router(), Router()
_MOST_PHOTOS = 9
_REFUSED = refusals(403, 404, 409)


class LookBackFilters(Strict):
    state: State | None = None
    why: Why | None = None
    when: When | None = None
    unit_id: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None  # 0: what grids settle
    place_id: Id | None = None  # and what lies in it
    category: OneLine = ""
    draw_id: Id | None = None
    closed_since: Day | None = None
    closed_until: Day | None = None

    def wanted(self) -> Wanted:
        return Wanted(
            state=self.state or "",
            why=self.why or "",
            when=self.when or "",
            unit=self.unit_id,
            place=self.place_id,
            category=self.category,
            draw=self.draw_id,
            since=self.closed_since,
            until=self.closed_until,
        )


class LookBackPage(LookBackFilters):
    before: Id | None = None  # the id that the page before ended with
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class FigureFilters(LookBackFilters):
    by: By = By.UNIT


class DrawPage(Strict):
    before: Id | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class NewLook(Strict):
    step: Literal["hold", "come_back"]
    note: Text = ""  # what came back says how
    photo_ids: Annotated[list[Id], Field(max_length=_MOST_PHOTOS)] = []


class LookBackOut(Schema):
    id: int
    case_id: int
    number: str
    place_id: int
    unit_id: int | None
    lng: float | None
    lat: float | None
    why: Why
    state: State
    draw_id: int
    days: int
    due_on: date
    closed_at: datetime
    looked_by: int | None
    looked_at: datetime | None
    note: str


class LookBackWhole(LookBackOut):
    photos: list[UUID]
    steps: list[str]


class FigureOut(Schema):
    key: int | str | None
    drawn: int
    looked: int
    held: int
    came_back: int
    share: float | None
    interval: tuple[float, float]


class DrawOut(Schema):
    id: int
    kind: DrawKind
    day: date
    made_at: datetime
    cases: int
    chosen: int
    digest: str


class DrawWhole(Schema):
    """As ``lingdang lookbacks check`` reads it."""

    kind: DrawKind
    day: date
    seed: str
    rule: str
    frame: dict[str, Any]


@router.get("", response={200: list[LookBackOut], **refusals()}, summary="The newest first")
def list_look_backs(request: HttpRequest, filters: Query[LookBackPage]) -> HttpResponse:
    require_known(request, LookBackPage)
    found = narrowed(look_backs_for(actor_of(request)), filters.wanted())
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    return written([_row(it) for it in found.order_by("-pk")[: filters.limit]])


@router.get("/figures", response={200: list[FigureOut], **refusals()}, summary="Never of persons")
def list_look_back_figures(request: HttpRequest, filters: Query[FigureFilters]) -> HttpResponse:
    require_known(request, FigureFilters)
    found = narrowed(look_backs_for(actor_of(request)), filters.wanted())
    return written([_line(line) for line in figures(found, filters.by)])


@router.get("/{look_back_id}", response={200: LookBackWhole, **refusals(404)}, summary="One")
def one_look_back(request: HttpRequest, look_back_id: Id) -> HttpResponse:
    actor = actor_of(request)
    return _whole(actor, look_back_for(actor, look_back_id))


@router.post(
    "/{look_back_id}/look",
    response={200: LookBackWhole, **_REFUSED},
    summary="It held, or it was not really put right: once",
)
def look_again(request: HttpRequest, look_back_id: Id, said: NewLook) -> HttpResponse:
    actor = actor_of(request)
    return _whole(actor, look(look_back_id=look_back_id, by=actor, **said.model_dump()))


@draws.get("", response={200: list[DrawOut], **refusals()}, summary="Draws, the newest first")
def list_draws(request: HttpRequest, filters: Query[DrawPage]) -> HttpResponse:
    require_known(request, DrawPage)
    found = draws_for(actor_of(request)).defer("frame")
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    return written([_draw(draw) for draw in found.order_by("-pk")[: filters.limit]])


@draws.get("/{draw_id}", response={200: DrawWhole, **refusals(404)}, summary="To take it again")
def one_look_back_draw(request: HttpRequest, draw_id: Id) -> HttpResponse:
    return written(draw_for(actor_of(request), draw_id).told)


def _row(it: LookBack) -> Plain:
    case = it.case
    names = (
        *("case_id", "unit_id", "why", "state", "draw_id", "days", "due_on", "closed_at"),
        *("looked_at", "note"),
    )
    return {name: getattr(it, name) for name in names} | {
        "id": it.pk,
        "number": case.number,
        "place_id": case.place_id,
        "lng": case.lng,
        "lat": case.lat,
        "looked_by": it.looked_by_id,
    }


def _whole(actor: Actor, it: LookBack) -> HttpResponse:
    steps = steps_for(actor, it, timezone.localdate())
    photos = [photo.public_id for photo in photos_of(it.subject)]
    return written({**_row(it), "photos": photos, "steps": [step.value for step in steps]})


def _line(line: Line) -> Plain:
    names = ("key", "drawn", "looked", "held", "came_back", "share", "interval")
    return {name: getattr(line, name) for name in names}


def _draw(draw: Draw) -> Plain:
    return {
        "id": draw.pk,
        "kind": draw.kind,
        "day": draw.day,
        "made_at": draw.made_at,
        "cases": draw.cases,
        "chosen": draw.chosen,
        "digest": draw.digest,
    }
