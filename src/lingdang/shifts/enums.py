"""The words of shifts: their kinds with usual hours, and in which roles they are worked."""

from datetime import time, timedelta

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.people.public import Role

PLAN = "shifts.plan"
SEE = "cases.see_case"

LONGEST = timedelta(hours=24)
LONGEST_REMARK = 200
LONGEST_PLAN = 62  # days that are looked at together


class Kind(models.TextChoices):
    DAY = "day", pgettext_lazy("kind of shift", "Day")
    NIGHT = "night", pgettext_lazy("kind of shift", "Night")
    STAGGERED = "staggered", pgettext_lazy("kind of shift", "Staggered")


# The usual hours of a kind; what ends at or before its begin ends on the next day.
HOURS: dict[Kind, tuple[time, time]] = {
    Kind.DAY: (time(8), time(20)),
    Kind.NIGHT: (time(20), time(8)),
    Kind.STAGGERED: (time(12), time(22)),
}


class Skip(models.TextChoices):
    """Why a shift was not copied into another week."""

    THERE = "there", pgettext_lazy("why not copied", "is planned there already")
    NO_POST = "no_post", pgettext_lazy("why not copied", "no longer holds the post on that day")
    COLLIDES = "collides", pgettext_lazy("why not copied", "has another shift at that time")


PLACE_ROLES = (
    Role.GRID_WORKER,
    Role.BUILDING_HEAD,
    Role.LIAISON,
    Role.DISPATCHER,
    Role.RESPONSIBLE,
)
UNIT_ROLES = (Role.UNIT_HANDLER,)
ROLES = PLACE_ROLES + UNIT_ROLES
