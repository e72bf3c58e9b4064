"""Times as people say them: today, yesterday, Wednesday; then a date."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from lingdang.places.public import calendar

_WEEK = 7
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
_HOURS_THAT_COUNT = 8  # a deadline within one working day is told in hours that are left


def when(at: datetime, now: datetime) -> str:
    """``Today 09:12``; within a week the weekday; a date after."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    day, clock = local.date(), local.strftime("%H:%M")
    if day == today:
        return _("today %(time)s") % {"time": clock}
    if day == today - timedelta(days=1):
        return _("yesterday %(time)s") % {"time": clock}
    if day == today + timedelta(days=1):
        return _("tomorrow %(time)s") % {"time": clock}
    if abs((day - today).days) < _WEEK:
        return f"{_WEEKDAYS[local.weekday()]} {clock}"
    if day.year == today.year:
        return f"{date_format(local, 'MONTH_DAY_FORMAT')} {clock}"
    return date_format(local, "DATE_FORMAT")


def until(due_at: datetime, now: datetime) -> str:
    """Say what a deadline means to the reader: overdue by, hours left, or the moment."""
    if due_at < now:
        return _overdue(now - due_at)
    if due_at - now < timedelta(days=_WEEK):
        left = calendar().between(now, due_at)
        hours = round(left.total_seconds() / 3600)
        if 0 < hours <= _HOURS_THAT_COUNT:
            return ngettext(
                "%(hours)s working hour left", "%(hours)s working hours left", hours
            ) % {"hours": hours}
    return _("by %(moment)s") % {"moment": when(due_at, now)}


def _overdue(late: timedelta) -> str:
    if late < _HOUR:
        minutes = late.seconds // 60
        return ngettext(
            "overdue by %(minutes)s minute", "overdue by %(minutes)s minutes", minutes
        ) % {"minutes": minutes}
    if late < _DAY:
        hours = late // _HOUR
        return ngettext("overdue by %(hours)s hour", "overdue by %(hours)s hours", hours) % {
            "hours": hours
        }
    days = late.days
    return ngettext("overdue by %(days)s day", "overdue by %(days)s days", days) % {"days": days}
