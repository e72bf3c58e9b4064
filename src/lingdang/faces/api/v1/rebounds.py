"""What came back on which closed case: listed, decided, counted."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.cases.public import Spot
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Day, Id, Text
from lingdang.faces.api.v1.fields import Line as OneLine
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import By
from lingdang.rebounds.public import (
    Line,
    Rebound,
    Standing,
    Step,
    Wanted,
    closings,
    decide,
    figures,
    narrowed,
    rebound_for,
    rebounds_for,
    recurring,
    steps_for,
)

router = Router()


class ClosingFilters(Strict):
    unit_id: Annotated[int, Field(ge=0, le=2**63 - 1)] | None = None  # 0: what grids settle
    place_id: Id | None = None  # where it was closed, and what lies in it
    category: OneLine = ""
    within_days: Annotated[int, Field(ge=1, le=1000)] | None = None
    closed_since: Day | None = None
    closed_until: Day | None = None

    def wanted(self, *, state: str = "", spot_at: int | None = None, once: bool = False) -> Wanted:
        return Wanted(
            state=state,
            unit=self.unit_id,
            place=self.place_id,
            spot_at=spot_at,
            category=self.category,
            within=self.within_days,
            since=self.closed_since,
            until=self.closed_until,
            once=once,
        )


class ReboundPage(ClosingFilters):
    state: Standing | None = None
    at_place_id: Id | None = None  # exactly where it came back
    once: bool = False  # one of each closing
    before: Id | None = None  # the id that the page before ended with
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class ReboundFigureFilters(ClosingFilters):
    by: By = By.UNIT


class NewWord(Strict):
    step: Step
    note: Text = ""  # whoever tells them apart says why


class ReboundOut(Schema):
    id: int
    case_id: int
    number: str
    earlier_id: int
    earlier_number: str
    state: Standing
    unit_id: int | None
    category: str
    place_id: int
    lng: float | None
    lat: float | None
    closed_at: datetime
    days: int
    spot: Spot
    metres: int | None
    found_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    note: str


class ReboundWhole(ReboundOut):
    steps: list[Step]


class ReboundFigureOut(Schema):
    key: int | str | None
    closed: int
    came_back: int
    share: float | None
    interval: tuple[float, float]


class RecurringOut(Schema):
    place_id: int
    rebounds: int


@router.get("", response={200: list[ReboundOut], **refusals()}, summary="The newest first")
def list_rebounds(request: HttpRequest, filters: Query[ReboundPage]) -> HttpResponse:
    require_known(request, ReboundPage)
    asked = filters.wanted(
        state=filters.state or "", spot_at=filters.at_place_id, once=filters.once
    )
    found = narrowed(rebounds_for(actor_of(request)), asked)
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    return written([_row(it) for it in found.order_by("-pk")[: filters.limit]])


@router.get(
    "/figures", response={200: list[ReboundFigureOut], **refusals()}, summary="Never of persons"
)
def list_rebound_figures(
    request: HttpRequest, filters: Query[ReboundFigureFilters]
) -> HttpResponse:
    require_known(request, ReboundFigureFilters)
    closed = closings(actor_of(request), filters.wanted())
    return written([_line(line) for line in figures(closed, filters.by)])


@router.get(
    "/places",
    response={200: list[RecurringOut], **refusals()},
    summary="Where it came back twice or more",
)
def list_rebound_places(request: HttpRequest, filters: Query[ClosingFilters]) -> HttpResponse:
    require_known(request, ClosingFilters)
    found = narrowed(rebounds_for(actor_of(request)), filters.wanted())
    return written([{"place_id": it.place_id, "rebounds": it.rebounds} for it in recurring(found)])


@router.get("/{rebound_id}", response={200: ReboundWhole, **refusals(404)}, summary="One")
def one_rebound(request: HttpRequest, rebound_id: Id) -> HttpResponse:
    actor = actor_of(request)
    return _whole(actor, rebound_for(actor, rebound_id))


@router.post(
    "/{rebound_id}/decide",
    response={200: ReboundWhole, **refusals(403, 404, 409)},
    summary="It is the same, or it is not; it may be said again",
)
def decide_rebound(request: HttpRequest, rebound_id: Id, said: NewWord) -> HttpResponse:
    actor = actor_of(request)
    return _whole(actor, decide(rebound_id=rebound_id, by=actor, **said.model_dump()))


def _row(it: Rebound) -> Plain:
    names = (
        *("case_id", "earlier_id", "unit_id", "place_id", "closed_at", "days", "spot", "metres"),
        *("found_at", "decided_at", "note"),
    )
    return {name: getattr(it, name) for name in names} | {
        "id": it.pk,
        "number": it.case.number,
        "earlier_number": it.earlier.number,
        "state": it.standing,
        "category": it.category_id,
        "lng": it.case.lng,
        "lat": it.case.lat,
        "decided_by": it.decided_by_id,
    }


def _whole(actor: Actor, it: Rebound) -> HttpResponse:
    return written({**_row(it), "steps": [step.value for step in steps_for(actor, it)]})


def _line(line: Line) -> Plain:
    names = ("key", "closed", "came_back", "share", "interval")
    return {name: getattr(line, name) for name in names}
