"""Times as people say them: today, yesterday, Wednesday; then a date."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lingdang.places.public import calendar

_WEEK = 7
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
        return f"{date_format(local, 'D')} {clock}"
    if day.year == today.year:
        return f"{date_format(local, 'MONTH_DAY_FORMAT')} {clock}"
    return date_format(local, "DATE_FORMAT")


def until(due_at: datetime, now: datetime) -> str:
    """Say what a deadline means to the reader: overdue by, hours left, or the moment."""
    if due_at < now:
        return _("overdue by %(time)s") % {"time": timesince(due_at, now, depth=1)}
    if due_at - now < timedelta(days=_WEEK):
        left = calendar().between(now, due_at)
        hours = round(left.total_seconds() / 3600)
        if 0 < hours <= _HOURS_THAT_COUNT:
            return ngettext(
                "%(hours)s working hour left", "%(hours)s working hours left", hours
            ) % {"hours": hours}
    return _("by %(moment)s") % {"moment": when(due_at, now)}
