"""Days and quarters in the district's own time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)
_SETTLES = timedelta(hours=1)  # what was begun before midnight is on record by then
_MONTHS = 3


def last_over(now: datetime) -> date:
    """The last day whose closings are all on record."""
    return timezone.localtime(now - _SETTLES).date() - DAY


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def quarter_of(day: date) -> tuple[date, date]:
    """Its first day and its last."""
    first = day.replace(month=(day.month - 1) // _MONTHS * _MONTHS + 1, day=1)
    later = first.replace(day=1) + timedelta(days=31 * _MONTHS)
    return first, later.replace(day=1) - DAY


def days_between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
