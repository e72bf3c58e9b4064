"""Whose step is next, in SQL; the policies still decide about each."""

from functools import reduce
from operator import or_

from django.db.models import Q

from lingdang.cases.enums import OPEN, State
from lingdang.cases.models.lists import entrusted_to, under
from lingdang.cases.policies import (
    CALL_BACK,
    CLOSE,
    DISPATCH,
    FILE,
    HANDLE,
    REOPEN,
    SETTLE_IN_GRID,
    VERIFY,
)
from lingdang.kernel.actor import Actor

_JUDGED = (State.HANDLED, State.VERIFIED)  # by another than whoever put it right


def due_from(actor: Actor) -> Q:
    """Cases whose next step is this person's."""
    mine = actor.person_id or 0
    not_own = ~Q(handled_by=mine)
    kept = Q(unit__isnull=True) & (_within(actor, HANDLE) | Q(handler=mine))
    entrusted = Q(state__in=sorted(OPEN)) & entrusted_to(actor)
    theirs = Q(unit_id__in=sorted(actor.reach(HANDLE).units))
    return (
        Q(state=State.RECEIVED) & _within(actor, FILE, SETTLE_IN_GRID)
        | Q(state=State.FILED) & _within(actor, DISPATCH, SETTLE_IN_GRID)
        | Q(state=State.DISPATCHED) & (theirs | kept)
        | entrusted & (~Q(state__in=_JUDGED) | not_own)
        | Q(state=State.HANDLED) & _within(actor, VERIFY) & not_own
        | Q(state=State.VERIFIED) & _within(actor, CALL_BACK) & not_own
        | Q(state=State.CALLED_BACK, settled=True) & _within(actor, CLOSE)
        | Q(state=State.CALLED_BACK, settled=False) & _within(actor, REOPEN)
    )


def _within(actor: Actor, *duties: str) -> Q:
    paths = {path for duty in duties for path in actor.reach(duty).paths}
    return reduce(or_, (under(path) for path in sorted(paths)), Q(pk__in=()))
