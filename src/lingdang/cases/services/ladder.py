"""Deadlines that come near or have passed are told, rung by rung: each rung once per deadline."""

from django.db import transaction
from django.utils import timezone

from lingdang.cases import facts
from lingdang.cases.enums import Rung
from lingdang.cases.models import Case
from lingdang.cases.policies import require_tell
from lingdang.cases.queries.ladder import lock_rungs, rung_of, rungs_from
from lingdang.cases.services.transitions import carried
from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor

_AT_ONCE = 500
_EVENTS: dict[Rung, type[facts.OnTheLadder]] = {
    Rung.DUE_SOON: facts.CaseDueSoon,
    Rung.OVERDUE: facts.CaseOverdue,
    Rung.REMINDER: facts.CaseReminded,
    Rung.WARNING: facts.CaseWarned,
    Rung.ACCOUNTABILITY: facts.CaseCalledToAccount,
}


def tell_deadlines(*, by: Actor) -> int:
    """Tell what has come due since the last round; says how many cases climbed."""
    climbed = 0
    while count := _tell_some(by):
        climbed += count
    return climbed


@transaction.atomic
def _tell_some(by: Actor) -> int:
    """One batch, locked, marked and told in one transaction: what is lost was not told."""
    require_tell(by)
    now = timezone.now()
    latest = rungs_from(now)
    cases = lock_rungs(latest, _AT_ONCE)
    told = [event for case in cases for event in _climb(case, rung_of(case, latest))]
    Case.objects.bulk_update(cases, ["rung"])
    record_all(told, by=by, at=now)
    return len(cases)


def _climb(case: Case, reached: Rung) -> list[facts.OnTheLadder]:
    """Tell the rung it has come to. One missed below is late news, except that it is overdue."""
    told = [Rung.OVERDUE] if case.rung < Rung.OVERDUE < reached else []
    case.rung = reached
    return [
        _EVENTS[rung](
            **carried(case), state=case.state, unit_id=case.unit_id, handler_id=case.handler_id
        )
        for rung in (*told, reached)
    ]
