"""A pattern of a week from a sheet, planned for so many weeks; each problem by its row.

``login*`` (a sign-in name), ``role*``, ``place_code`` or ``unit_code`` (one of them), ``weekday*``
(1 Monday … 7 Sunday, several parted by ``;``), ``kind*`` (``day``, ``night``, ``staggered``),
``begins``, ``ends`` (unless the usual hours), ``remark``. What is planned already stays.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_time, checked
from lingdang.people.public import Role, Unit, person_by_login
from lingdang.places.public import tree
from lingdang.shifts.enums import Kind
from lingdang.shifts.models import Shift
from lingdang.shifts.services import plan_shift
from lingdang.shifts.stations import Hours, Station, monday_of

COLUMNS = ("login", "role", "weekday", "kind")
_WEEK = timedelta(days=7)
_DAYS = {str(number): timedelta(days=number - 1) for number in range(1, 8)}


@transaction.atomic
def import_pattern(rows: Sequence[Row], *, first: date, weeks: int, by: Actor) -> ImportReport:
    """Plan each row in every week from that of ``first``; all rows or none."""
    report = ImportReport()
    mondays = [monday_of(first) + _WEEK * number for number in range(weeks)]
    before = Shift.objects.count()
    checked(rows, lambda row: _planned(row, mondays, by), report)
    if report.problems:
        transaction.set_rollback(True)
    else:
        report.created = Shift.objects.count() - before
    return report


def _planned(row: Row, mondays: Sequence[date], by: Actor) -> bool:
    person = person_by_login(row["login"])
    if person is None:
        raise cell("login", _("Nobody has this sign-in name."))
    role, kind = _choice(row, "role", Role), _choice(row, "kind", Kind)
    begins, ends = cell_time(row, "begins"), cell_time(row, "ends")
    for day in (monday + after for monday in mondays for after in _weekdays(row)):
        hours = Hours.on(day, kind, begins, ends, row.get("remark", ""))
        plan_shift(person_id=person.pk, role=role, where=_station(row), hours=hours, by=by)
    return True


def _choice[C: (Role, Kind)](row: Row, column: str, choices: type[C]) -> C:
    if row[column] not in choices.values:
        raise cell(column, _("One of: %(choices)s.") % {"choices": ", ".join(choices.values)})
    return choices(row[column])


def _weekdays(row: Row) -> list[timedelta]:
    said = row["weekday"].split(";")
    if not all(one in _DAYS for one in said):
        raise cell("weekday", _("Days from 1 (Monday) to 7 (Sunday), parted by “;”."))
    return [_DAYS[one] for one in said]


def _station(row: Row) -> Station:
    if code := row.get("place_code"):
        return Station(place_id=tree().by_code(code).id)
    unit = Unit.objects.filter(code=row.get("unit_code") or "").first()
    if unit is None:
        raise cell("place_code", _("Name a place or a unit by its code."))
    return Station(unit_id=unit.pk)
