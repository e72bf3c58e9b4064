"""Working time: hours of working days, across holidays and make-up workdays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

type Unit = Literal["urgent_hours", "urgent_days", "working_hours", "working_days"]

SHANGHAI = ZoneInfo("Asia/Shanghai")
SHIFTS = ((time(8), time(12)), (time(14), time(18)))
_SATURDAY = 5
_HORIZON = 4000  # days; a limit further away than this is a mistake in the data


@dataclass(frozen=True, slots=True)
class Calendar:
    """``days`` says of an exceptional day whether it is worked; other days follow the week.

    ``shifts`` are the working hours of a worked day, ascending and disjoint, in ``zone``.
    """

    days: Mapping[date, bool] = field(default_factory=dict)
    shifts: tuple[tuple[time, time], ...] = SHIFTS
    zone: ZoneInfo = SHANGHAI

    def is_worked(self, day: date) -> bool:
        return self.days.get(day, day.weekday() < _SATURDAY)

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year have been entered at all."""
        return any(day.year == year for day in self.days)

    def after(self, start: datetime, amount: float, unit: Unit) -> datetime:
        """When ``amount`` of ``unit`` will have passed since ``start`` (aware).

        Urgent units run round the clock; a working day is as long as its shifts.
        """
        if unit == "urgent_hours":
            return start + timedelta(hours=amount)
        if unit == "urgent_days":
            return start + timedelta(days=amount)
        hours = amount * self._day_hours() if unit == "working_days" else amount
        return self._spend(start, timedelta(hours=hours))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from ``start`` to ``end``; zero when they are the wrong way round."""
        total = timedelta()
        day = start.astimezone(self.zone).date()
        while day <= end.astimezone(self.zone).date():
            for opens, closes in self._spans(day):
                total += max(timedelta(), min(closes, end) - max(opens, start))
            day += timedelta(days=1)
        return total

    def _spend(self, start: datetime, left: timedelta) -> datetime:
        day = start.astimezone(self.zone).date()
        for _ in range(_HORIZON):
            for opens, closes in self._spans(day):
                begin = max(opens, start)
                if begin < closes:
                    if begin + left <= closes:
                        return begin + left
                    left -= closes - begin
            day += timedelta(days=1)
        raise OverflowError("no working time within the horizon")

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        if not self.is_worked(day):
            return []
        return [
            (datetime.combine(day, a, self.zone), datetime.combine(day, b, self.zone))
            for a, b in self.shifts
        ]

    def _day_hours(self) -> float:
        return sum((b.hour - a.hour) + (b.minute - a.minute) / 60 for a, b in self.shifts)
