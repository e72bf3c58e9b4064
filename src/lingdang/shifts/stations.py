"""Where a shift is worked, and the span of time that it takes. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Self

from django.utils import timezone

from lingdang.shifts.enums import HOURS, Kind


@dataclass(frozen=True, slots=True)
class Station:
    """At a place, or in a unit."""

    place_id: int | None = None
    unit_id: int | None = None

    def __str__(self) -> str:
        return f"place-{self.place_id}" if self.place_id else f"unit-{self.unit_id}"


class Span(NamedTuple):
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What is planned of one shift, besides who and where."""

    kind: Kind
    starts_at: datetime
    ends_at: datetime
    remark: str = ""

    @classmethod
    def on(
        cls,
        day: date,
        kind: Kind,
        begins: time | None = None,
        ends: time | None = None,
        remark: str = "",
    ) -> Self:
        """On a day, at the usual hours of its kind unless told; a night ends on the next day."""
        usual = HOURS[kind]
        first, last = begins or usual[0], ends or usual[1]
        until = day if last > first else day + timedelta(days=1)
        return cls(kind=kind, starts_at=_at(day, first), ends_at=_at(until, last), remark=remark)


def midnight(day: date) -> datetime:
    return _at(day, time.min)


def day_of(at: datetime) -> date:
    """The day that a moment belongs to; a shift belongs to the day on which it starts."""
    return timezone.localtime(at).date()


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
