"""Builders for the tests of other rooms."""

from datetime import date, time, timedelta

from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, Person, Role
from lingdang.places.public import Place
from lingdang.shifts.enums import Kind
from lingdang.shifts.models import Shift
from lingdang.shifts.services import plan_shift
from lingdang.shifts.stations import Hours, Station

PLANNER = Actor.process("planner", Duty.PLAN_SHIFTS)


def a_shift(
    person: Person,
    place: Place,
    day: date,
    kind: Kind = Kind.DAY,
    *,
    role: Role = Role.GRID_WORKER,
    begins: time | None = None,
    ends: time | None = None,
) -> Shift:
    return plan_shift(
        person_id=person.pk,
        role=role,
        where=Station(place_id=place.pk),
        hours=Hours.on(day, kind, begins, ends),
        by=PLANNER,
    )


def a_shift_now(person_id: int, place: Place, role: Role = Role.GRID_WORKER) -> Shift:
    """From an hour ago, for two hours."""
    begun = timezone.now() - timedelta(hours=1)
    hours = Hours(kind=Kind.STAGGERED, starts_at=begun, ends_at=begun + timedelta(hours=2))
    where = Station(place_id=place.pk)
    return plan_shift(person_id=person_id, role=role, where=where, hours=hours, by=PLANNER)
