"""The calendar's exceptions: holidays and make-up workdays."""

from collections.abc import Sequence

from django.db import transaction

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.places import policies, queries
from lingdang.places.facts import CalendarChanged
from lingdang.places.models import Day
from lingdang.places.services.versions import tree_changed


@transaction.atomic
def enter_days(*, days: Sequence[Day], by: Actor) -> int:
    """Enter or correct days; the last word on a date holds. Returns how many.

    The calendar is the whole district's: only who manages all of it enters days.
    """
    queries.lock_tree()
    policies.require_manage(by, next((top.path for top in queries.tree()), "/"))
    Day.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["date"], update_fields=["worked", "name"]
    )
    if days:
        tree_changed()
        dates = sorted(day.date for day in days)
        fact = CalendarChanged(
            days=len(days), first=dates[0].isoformat(), last=dates[-1].isoformat()
        )
        record(fact, by=by)
    return len(days)
