"""A case that was filed is compared with what was closed before."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from lingdang.cases.public import Case, Earlier, Spot, earlier_same, lock_case, mark_repeat
from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.rebounds.enums import NO_MATTER, State
from lingdang.rebounds.facts import ReboundFound
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.policies import require_follow
from lingdang.rebounds.queries import known_of, unfollowed
from lingdang.rebounds.services.telling import told_of_both


@transaction.atomic
def follow(*, case_id: int, by: Actor) -> Rebound | None:
    """Keep what a case came back on, once for each category; safe to do again.

    The lock of the new case is what two at once meet at. In the same grid alone, without a
    position or an address, it may be the same: somebody has to say so.
    """
    require_follow(by)
    case = lock_case(case_id)
    if case.state in NO_MATTER or known_of(case):
        return None
    earlier = earlier_same(case)
    return _kept(case, earlier, by) if earlier else None


def _kept(case: Case, found: Earlier, by: Actor) -> Rebound | None:
    earlier, at = found.case, timezone.now()
    if earlier.closed_at is None or case.category_id is None:
        return None
    it = Rebound.objects.create(
        case=case,
        earlier=earlier,
        unit_id=earlier.unit_id,
        category_id=case.category_id,
        place_id=case.origin_place_id,
        closed_at=earlier.closed_at,
        days=(case.received_at - earlier.closed_at).days,
        spot=found.spot,
        metres=found.metres,
        found_at=at,
        state=State.POSSIBLE if found.spot is Spot.GRID else State.COUNTED,
    )
    record_all(told_of_both(it, ReboundFound, metres=it.metres), by=by)
    return it


def catch_up(*, since: date, by: Actor) -> int:
    """Of cases that nobody followed, those imported above all; each in its own transaction."""
    require_follow(by)
    found = 0
    for case_id in unfollowed(since).values_list("pk", flat=True).iterator():
        if follow(case_id=case_id, by=by):
            mark_repeat(case_id=case_id, by=by)
            found += 1
    return found
