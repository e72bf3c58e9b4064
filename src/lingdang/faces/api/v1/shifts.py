"""Who is planned to be on duty, who is now, and when nobody would be."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id, Line, Moment
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.people.public import Role
from lingdang.shifts.public import (
    LONGEST_PLAN,
    Gap,
    Hours,
    Kind,
    OnDuty,
    Plan,
    Shift,
    Station,
    change_shift,
    copy_week,
    on_duty_at,
    plan_of,
    plan_shift,
    remove_shift,
)

router = Router()

NEW = 201
_WEEK = 7
_ALL = refusals(403, 404, 409)


class StationIn(Strict):
    """A place with all that lies in it, or a unit: one of the two."""

    place_id: Id | None = None
    unit_id: Id | None = None

    def station(self) -> Station:
        return Station(self.place_id, self.unit_id)


class DaysIn(StationIn):
    first: date | None = None
    days: Annotated[int, Field(ge=1, le=LONGEST_PLAN)] = _WEEK


class CopyIn(StationIn):
    week: date


class HoursIn(Strict):
    kind: Kind
    starts_at: Moment
    ends_at: Moment
    remark: Line = ""

    def hours(self) -> Hours:
        return Hours(
            kind=self.kind, starts_at=self.starts_at, ends_at=self.ends_at, remark=self.remark
        )


class NewShift(HoursIn, StationIn):
    person_id: Id
    role: Role


class ShiftOut(Schema):
    id: int
    person_id: int
    role: str
    place_id: int | None
    unit_id: int | None
    kind: str
    starts_at: datetime
    ends_at: datetime
    remark: str


class SkippedOut(Schema):
    person_id: int
    place_id: int | None
    unit_id: int | None
    starts_at: datetime
    ends_at: datetime
    why: str
    sentence: str


class CopiedOut(Schema):
    made: list[ShiftOut]
    skipped: list[SkippedOut]


class GapOut(Schema):
    place_id: int | None
    unit_id: int | None
    role: str
    day: date
    starts_at: datetime
    ends_at: datetime


class OnDutyOut(Schema):
    """``until``: the end of the planned shift; null: by the daily hours of the post."""

    person_id: int
    role: str
    place_id: int | None
    unit_id: int | None
    until: datetime | None


@router.get(
    "/shifts",
    response={200: list[ShiftOut], **refusals(404)},
    summary="The shifts that touch these days, of a place with all that lies in it or of a unit",
)
def list_shifts(request: HttpRequest, asked: Query[DaysIn]) -> HttpResponse:
    return written([_shift(shift) for shift in _plan(request, asked).shifts])


@router.post("/shifts", response={201: ShiftOut, **_ALL}, summary="Plan somebody for a shift")
def create_shift(request: HttpRequest, told: NewShift) -> HttpResponse:
    shift = plan_shift(
        person_id=told.person_id,
        role=told.role,
        where=told.station(),
        hours=told.hours(),
        by=actor_of(request),
    )
    return written(_shift(shift), NEW)


@router.get(
    "/shifts/gaps",
    response={200: list[GapOut], **refusals(404)},
    summary="When nobody of a role is on duty at a place, by the plan or by daily hours",
)
def list_gaps(request: HttpRequest, asked: Query[DaysIn]) -> HttpResponse:
    return written([_gap(gap) for gap in _plan(request, asked).gaps()])


@router.get(
    "/shifts/on-duty",
    response={200: list[OnDutyOut], **refusals(404)},
    summary="Who is on duty now",
)
def list_on_duty(request: HttpRequest, asked: Query[StationIn]) -> HttpResponse:
    require_known(request, StationIn)
    found = on_duty_at(actor_of(request), asked.station(), timezone.now())
    return written([_on_duty(one) for one in found])


@router.post(
    "/shifts/copy-week",
    response={200: CopiedOut, **_ALL},
    summary="Plan the week of a day as the week before it; what is left out is said",
)
def copy_to_week(request: HttpRequest, told: CopyIn) -> HttpResponse:
    done = copy_week(where=told.station(), week=told.week, by=actor_of(request))
    return written(
        {
            "made": [_shift(shift) for shift in done.made],
            "skipped": [
                {
                    "person_id": one.person_id,
                    **_where(one.where),
                    "starts_at": one.starts_at,
                    "ends_at": one.ends_at,
                    "why": one.why.value,
                    "sentence": str(one.why.label),
                }
                for one in done.skipped
            ],
        }
    )


@router.put("/shifts/{shift_id}", response={200: ShiftOut, **_ALL}, summary="Give it other hours")
def put_shift(request: HttpRequest, shift_id: Id, told: HoursIn) -> HttpResponse:
    shift = change_shift(shift_id=shift_id, hours=told.hours(), by=actor_of(request))
    return written(_shift(shift))


@router.delete(
    "/shifts/{shift_id}", response={204: None, **refusals(403, 404)}, summary="Remove it"
)
def delete_shift(request: HttpRequest, shift_id: Id) -> HttpResponse:
    remove_shift(shift_id=shift_id, by=actor_of(request))
    return HttpResponse(status=204)


def _plan(request: HttpRequest, asked: DaysIn) -> Plan:
    require_known(request, DaysIn)
    first = asked.first or timezone.localdate()
    return plan_of(actor_of(request), asked.station(), first, asked.days)


def _where(where: Station) -> Plain:
    return {"place_id": where.place_id, "unit_id": where.unit_id}


def _shift(shift: Shift) -> Plain:
    names = ("person_id", "role", "place_id", "unit_id", "kind", "starts_at", "ends_at", "remark")
    return {"id": shift.pk, **{name: getattr(shift, name) for name in names}}


def _gap(gap: Gap) -> Plain:
    names = ("role", "day", "starts_at", "ends_at")
    return {**_where(gap.where), **{name: getattr(gap, name) for name in names}}


def _on_duty(one: OnDuty) -> Plain:
    return {
        "person_id": one.post.person_id,
        "role": one.post.role,
        **_where(one.where),
        "until": one.until,
    }
