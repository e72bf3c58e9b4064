"""What the sheets of this room have in common: who may, all or none, and what a cell says."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from lingdang.inspections.enums import IMPORT
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, checked
from lingdang.people.public import person_by_login

_SPLIT = ";"


def require_import(by: Actor) -> None:
    if not by.has(IMPORT):
        raise NotAllowed


def each_row(rows: Sequence[Row], take: Callable[[Row], bool]) -> ImportReport:
    """All or none; a row is said to be new by what it returns."""
    report = ImportReport()
    with transaction.atomic():
        taken = checked(rows, lambda row: take(row) or None, report)
        report.created = len(taken)
        if report.problems:
            transaction.set_rollback(True)
            report.created = 0
    return report


def words_of(text: str) -> list[str]:
    return [word.strip() for word in text.split(_SPLIT) if word.strip()]


def person_of(login: str, column: str) -> int | None:
    if not login:
        return None
    person = person_by_login(login)
    if person is None:
        raise cell(column, _("There is no such person."))
    return person.pk


def day_of(row: Row, column: str) -> date:
    day = cell_date(row, column)
    if day is None:
        raise cell(column, _("This is missing."))
    return day


def moment_of(row: Row, column: str) -> datetime:
    try:
        moment = parse_datetime(row[column])
    except ValueError:
        moment = None
    if moment is None:
        raise cell(column, _("Write a moment as 2026-05-08T09:30."))
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
