"""Which deadlines have come to which rung, in the working hours that ``LADDER`` sets."""

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q

from lingdang.cases.enums import Rung
from lingdang.cases.models import Case
from lingdang.places.public import calendar


def rungs_from(now: datetime) -> dict[Rung, datetime]:
    """For each rung the latest deadline that has come to it."""
    return {rung: _deadline_at(now, settings.LADDER[rung.name.lower()]) for rung in Rung}


def _deadline_at(now: datetime, hours: float) -> datetime:
    """The deadline that is so many working hours past now; negative: still ahead."""
    if hours < 0:
        return calendar().after(now, -hours, "working_hours")
    return calendar().before(now, hours, "working_hours")


def lock_rungs(latest: Mapping[Rung, datetime], limit: int) -> list[Case]:
    """Open cases that have come to a higher rung than was told, and that nobody else is at.

    One range per rung of one index; who stands still has no deadline and is not among them.
    """
    wanted = reduce(or_, (Q(rung=rung - 1, due_at__lte=due) for rung, due in latest.items()))
    return list(
        Case.objects.open()
        .filter(wanted)
        .order_by("due_at", "id")
        .select_for_update(no_key=True, skip_locked=True, of=("self",))[:limit]
    )


def rung_of(case: Case, latest: Mapping[Rung, datetime]) -> Rung:
    """How far a case that has come to some rung has come."""
    return max(rung for rung, due in latest.items() if case.due_at and case.due_at <= due)
