"""Working time: hours of working days, across holidays and make-up workdays."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Literal
from zoneinfo import ZoneInfo

type Unit = Literal["urgent_hours", "urgent_days", "working_hours", "working_days"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHIFTS = ((time(8), time(12)), (time(14), time(18)))
_WORKDAYS, _WEEK = 5, 7
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Calendar:
    """``days`` says of an exceptional day whether it is worked; other days follow the week.

    ``shifts`` are the working hours of a worked day, ascending and disjoint, read off the wall
    clock of ``zone``. All sums go through one number: the working time since the first day that
    there is. It grows with the moment, so a deadline is found by looking it up, not by walking.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    shifts: tuple[tuple[time, time], ...] = SHIFTS
    zone: ZoneInfo = SHANGHAI
    _spans: tuple[tuple[timedelta, timedelta], ...] = field(init=False, repr=False, compare=False)
    _whole: timedelta = field(init=False, repr=False, compare=False)  # a worked day
    _odd: tuple[int, ...] = field(init=False, repr=False, compare=False)  # against the week
    _gained: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _years: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spans = tuple((_since_midnight(a), _since_midnight(b)) for a, b in self.shifts)
        odd = sorted(day for day, worked in self.days.items() if worked != _in_the_week(day))
        gained = accumulate((1 if self.days[day] else -1 for day in odd), initial=0)
        put = object.__setattr__
        put(self, "_spans", spans)
        put(self, "_whole", sum((closes - opens for opens, closes in spans), _NONE))
        put(self, "_odd", tuple(day.toordinal() for day in odd))
        put(self, "_gained", tuple(gained))
        put(self, "_years", frozenset(day.year for day in self.days))

    def is_worked(self, day: date) -> bool:
        return self.days.get(day, _in_the_week(day))

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year have been entered at all."""
        return year in self._years

    def after(self, start: datetime, amount: float, unit: Unit) -> datetime:
        """When ``amount`` of ``unit`` will have passed since ``start`` (aware).

        Urgent units run round the clock; a working day is as long as its shifts.
        """
        length = self.length(amount, unit)
        if runs_round_the_clock(unit):
            return self._later(start, length)
        return self._moment(self._worked(start) + length, earliest=length > _NONE)

    def before(self, end: datetime, amount: float, unit: Unit) -> datetime:
        """Give the last moment from which ``amount`` of ``unit`` still passes until ``end``."""
        length = self.length(amount, unit)
        if runs_round_the_clock(unit) or not length:
            return self._later(end, -length)
        return self._moment(self._worked(end) - length, earliest=False)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from ``start`` to ``end``; zero when they are the wrong way round."""
        return max(_NONE, self._worked(end) - self._worked(start))

    def put_off(
        self, due: datetime, start: datetime, end: datetime, *, round_the_clock: bool
    ) -> datetime:
        """Move a deadline by the time from ``start`` to ``end`` in which its clock stood still."""
        if round_the_clock:
            return self._later(due, max(_NONE, end.astimezone(UTC) - start.astimezone(UTC)))
        stood = self.between(start, end)
        return self._moment(self._worked(due) + stood, earliest=True) if stood else due

    def length(self, amount: float, unit: Unit) -> timedelta:
        if unit == "working_days":
            return self._whole * amount
        return timedelta(days=amount) if unit == "urgent_days" else timedelta(hours=amount)

    def _later(self, moment: datetime, length: timedelta) -> datetime:
        """Add time as it elapses, whatever the wall clock does in between."""
        return (moment.astimezone(UTC) + length).astimezone(self.zone)

    def _worked(self, moment: datetime) -> timedelta:
        """Give the working time before a moment, since the first day."""
        local = moment.astimezone(self.zone)
        day, clock = local.toordinal(), _since_midnight(local.time())
        worked = self._before(day)
        whole = self._whole * worked
        if self._before(day + 1) == worked:
            return whole
        return whole + sum((_within(span, clock) for span in self._spans), _NONE)

    def _moment(self, worked: timedelta, *, earliest: bool) -> datetime:
        """When so much has been worked: as the last of it ends, or as the next of it begins."""
        if not self._whole:
            raise OverflowError("a calendar without working time has no deadlines")
        index, rest = divmod(worked, self._whole)
        if earliest and not rest:
            index, rest = index - 1, self._whole
        day = datetime.combine(date.fromordinal(self._nth(index)), time())
        for opens, closes in self._spans:
            if rest < closes - opens or (earliest and rest == closes - opens):
                return (day + opens + rest).replace(tzinfo=self.zone)
            rest -= closes - opens
        raise AssertionError("the rest of a day is shorter than the day")

    def _before(self, ordinal: int) -> int:
        """Count worked days before a day."""
        weeks, rest = divmod(ordinal - 1, _WEEK)  # the first day there is was a Monday
        of_the_week = weeks * _WORKDAYS + min(rest, _WORKDAYS)
        return of_the_week + self._gained[bisect_left(self._odd, ordinal)]

    def _nth(self, index: int) -> int:
        """Find the worked day that so many worked days precede."""
        weeks, rest = divmod(index, _WORKDAYS)
        guess = weeks * _WEEK + rest + 1
        reach = 2 * len(self._odd) + _WEEK  # further off no exception can move it
        days = range(guess - reach, guess + reach)
        return days[bisect_left(days, index + 1, key=lambda day: self._before(day + 1))]


def runs_round_the_clock(unit: Unit) -> bool:
    return unit in {"urgent_hours", "urgent_days"}


def _in_the_week(day: date) -> bool:
    return day.weekday() < _WORKDAYS


def _since_midnight(clock: time) -> timedelta:
    return timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )


def _within(span: tuple[timedelta, timedelta], clock: timedelta) -> timedelta:
    opens, closes = span
    return max(_NONE, min(closes, clock) - opens)
