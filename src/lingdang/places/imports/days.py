"""The calendar from a sheet (``date, worked, name``), or from the published table of a year."""

from collections.abc import Sequence
from datetime import date, timedelta

import chinese_calendar
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport
from lingdang.places.errors import ImportRefused, YearNotPublished
from lingdang.places.models import Day
from lingdang.places.services.days import enter_days

DAY_COLUMNS = ("date", "worked")
_SATURDAY = 5
_YES, _NO = {"1", "yes", "true", "是"}, {"0", "no", "false", "否"}


def import_days(rows: Sequence[dict[str, str]], *, by: Actor) -> ImportReport:
    report = ImportReport()
    days = []
    for number, row in enumerate(rows, start=2):
        try:
            day = date.fromisoformat(row.get("date", ""))
        except ValueError:
            report.add(number, row.get("date", ""), _("This is not a day (write 2026-01-31)."))
            continue
        worked = row.get("worked", "").lower()
        if worked not in _YES | _NO:
            report.add(number, row["date"], _("“worked” must be 1 or 0."))
            continue
        days.append(Day(date=day, worked=worked in _YES, name=row.get("name", "")))
    if report.problems:
        raise ImportRefused(list(report.problems))
    report.created = enter_days(days=days, by=by)
    return report


def enter_published(*, year: int, by: Actor) -> int:
    """Enter the holidays and make-up workdays of a year as published."""
    try:
        days = published_days(year)
    except NotImplementedError:
        raise YearNotPublished(year=year) from None
    return enter_days(days=days, by=by)


def published_days(year: int) -> list[Day]:
    """The exceptions of a year as published; raises NotImplementedError where none is."""
    day, found = date(year, 1, 1), []
    while day.year == year:
        worked = chinese_calendar.is_workday(day)
        if worked != (day.weekday() < _SATURDAY):
            _is_holiday, name = chinese_calendar.get_holiday_detail(day)
            called = chinese_calendar.Holiday(name).chinese if name else ""
            found.append(Day(date=day, worked=worked, name=called))
        day += timedelta(days=1)
    return found
