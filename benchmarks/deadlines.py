"""Which calendar explains the due dates of another city? A trial of the clock on real cases.

``python -m benchmarks.deadlines FILE.csv`` reads a sheet of Baltimore's 311 service (``SRType``,
``CreatedDate``, ``DueDate``, ``CloseDate``; local time). For each calendar it takes the limit
that most cases of a type have, and counts the due dates that this limit gives to the second.
"""

import csv
import sys
import time as clock
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from lingdang.kernel.calendar import Calendar, Unit

ZONE = ZoneInfo("America/New_York")
_FORMAT = "%m/%d/%Y %I:%M:%S %p"
_YEARS = range(2013, 2021)
_MONDAY, _THURSDAY = 0, 3
_OFFICE = ((time(8), time(12)), (time(13), time(17)))
_ALL_DAY = ((time.min, time.max),)
_LONGEST = 200  # days


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    created: datetime
    due: datetime
    closed: datetime | None


def _federal() -> Iterator[date]:
    """Federal holidays, observed on the nearest weekday."""
    for year in _YEARS:
        for month, day in ((1, 1), (7, 4), (11, 11), (12, 25)):
            fixed = date(year, month, day)
            yield fixed + timedelta(days={5: -1, 6: 1}.get(fixed.weekday(), 0))
        for month, weekday, nth in ((1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4)):
            first = date(year, month, 1)
            yield first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        last = date(year, 5, 31)
        yield last - timedelta(days=(last.weekday() - _MONDAY) % 7)


def _every_day() -> dict[date, bool]:
    first = date(_YEARS.start, 1, 1)
    return {first + timedelta(days=n): True for n in range(366 * len(_YEARS))}


CALENDARS: dict[str, tuple[Calendar, Unit]] = {
    "working days, office hours, federal holidays": (
        Calendar(dict.fromkeys(_federal(), False), _OFFICE, ZONE),
        "working_days",
    ),
    "working days, office hours, no holidays": (Calendar({}, _OFFICE, ZONE), "working_days"),
    "24 hours a day, counted as they elapse": (Calendar({}, _OFFICE, ZONE), "urgent_days"),
    "every day of the week, by the wall clock": (
        Calendar(_every_day(), _ALL_DAY, ZONE),
        "working_days",
    ),
}


def read(path: Path) -> tuple[list[Case], int]:
    """Give the cases that have a due date, and how many have none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    dated = [row for row in rows if row["DueDate"]]
    cases = [
        Case(
            row["SRType"],
            _moment(row["CreatedDate"]),
            _moment(row["DueDate"]),
            _moment(row["CloseDate"]) if row["CloseDate"] else None,
        )
        for row in dated
    ]
    return cases, len(rows) - len(dated)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _FORMAT).replace(tzinfo=ZONE)


def _limit(case: Case, after: Callable[[datetime, int], datetime]) -> int | None:
    """The number of days that gives the due date to the second; none when no number does."""
    for days in count():
        given = after(case.created, days) if days else case.created
        if given.astimezone(UTC) >= case.due.astimezone(UTC) or days > _LONGEST:
            return days if given.astimezone(UTC) == case.due.astimezone(UTC) else None
    return None


def explained(cases: list[Case], calendar: Calendar, unit: Unit) -> dict[str, Counter[int | None]]:
    limits: dict[str, Counter[int | None]] = defaultdict(Counter)
    for case in cases:
        limits[case.kind][_limit(case, lambda at, days: calendar.after(at, days, unit))] += 1
    return limits


def _share(part: int, whole: int) -> str:
    return f"{part:>6,} of {whole:,} ({part / whole:.2%})"


def main(path: Path) -> None:
    cases, undated = read(path)
    print(f"{len(cases):,} cases with a due date, {undated:,} without")
    for name, (calendar, unit) in CALENDARS.items():
        began = clock.perf_counter()
        limits = explained(cases, calendar, unit)
        usual = sum(
            max((n for days, n in found.items() if days is not None), default=0)
            for found in limits.values()
        )
        whole = sum(n for found in limits.values() for days, n in found.items() if days is not None)
        print(f"\n{name} [{clock.perf_counter() - began:.1f} s]")
        print(f"  some whole number of days  {_share(whole, len(cases))}")
        print(f"  the usual one of its type  {_share(usual, len(cases))}")
        if whole == len(cases):
            several = sum(len(found) > 1 for found in limits.values())
            print(f"  types with more than one limit  {several} of {len(limits)}")
    _clock_changes(cases)
    _lateness(cases)


def _clock_changes(cases: list[Case]) -> None:
    """Why counting hours as they elapse misses some: summer time began or ended in between."""
    off = Counter(
        (case.due.astimezone(UTC) - case.created.astimezone(UTC)) % timedelta(days=1)
        for case in cases
    )
    shown = ", ".join(f"{rest!s} × {n:,}" for rest, n in off.most_common())
    print(f"\nbeyond whole days of 24 hours: {shown}")


def _lateness(cases: list[Case]) -> None:
    """What their clock and ours say of the same closings."""
    ours, unit = CALENDARS["working days, office hours, federal holidays"]
    closed = [(case, case.closed) for case in cases if case.closed]
    late = sum(at > case.due for case, at in closed)
    spent = sorted(ours.between(case.created, at).total_seconds() / 28_800 for case, at in closed)
    print(f"\nclosed after their due date  {_share(late, len(closed))}")
    print(f"median {spent[len(spent) // 2]:.2f} {unit.replace('_', ' ')} from report to close")
    backwards = sum(at < case.created for case, at in closed)
    print(f"closed before they were created (bad rows)  {backwards}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
