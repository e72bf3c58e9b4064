"""Times as people say them: 今天 09:12, 昨天, 周三, and a date after a week."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()
_WEEK = 7
_WEEKDAYS = (
    gettext_lazy("Monday %(time)s"),
    gettext_lazy("Tuesday %(time)s"),
    gettext_lazy("Wednesday %(time)s"),
    gettext_lazy("Thursday %(time)s"),
    gettext_lazy("Friday %(time)s"),
    gettext_lazy("Saturday %(time)s"),
    gettext_lazy("Sunday %(time)s"),
)


@register.filter
def moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    today = timezone.localdate()
    if near := _near(local, (local.date() - today).days):
        return near % {"time": f"{local:%H:%M}"}
    return date_format(local, _("j M H:i") if local.year == today.year else _("j M Y"))


def _near(local: datetime, away: int) -> str:
    words = {0: _("today %(time)s"), 1: _("tomorrow %(time)s"), -1: _("yesterday %(time)s")}
    weekday = str(_WEEKDAYS[local.weekday()]) if abs(away) < _WEEK else ""
    return words.get(away, weekday)
