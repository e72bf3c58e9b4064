"""What every step begins and ends with."""

from datetime import datetime

from django.utils import timezone

from lingdang.cases.checks import require_usual, require_whole
from lingdang.cases.confiding import sealed
from lingdang.cases.enums import WAY, Step
from lingdang.cases.models import Case
from lingdang.cases.policies import require_take
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.queries.suspensions import open_suspension
from lingdang.cases.services import transitions
from lingdang.journal.public import Event, record_all
from lingdang.kernel.actor import Actor


def locked_for(step: Step, case_id: int, by: Actor) -> Case:
    """Lock – may – what the procedure wants before the step is whole."""
    case = lock_case(case_id)
    require_take(by, step, case)
    require_whole(case, step)
    require_usual(case, step)
    return case


def moment_of(case: Case, told: datetime | None) -> datetime:
    """When a step was taken that is told of later: after what went before it, and not ahead."""
    now = timezone.now()
    if told is None:
        return now
    way: list[datetime | None] = [getattr(case, at) for at in WAY.values()]
    before = (at for at in (case.received_at, case.suspended_since, *way) if at)
    return min(now, max(told, *before))


def saved(case: Case, *events: Event, by: Actor, at: datetime) -> Case:
    """Save – record. A step that set the clock anew ends what made it stand still."""
    told = list(events)
    if case.suspended_since and (case.due_at or not case.is_open):
        told.insert(0, ended(case, at))
    case.save(update_fields=transitions.CHANGING)
    record_all([sealed(case, event) for event in told], by=by, at=at)
    return case


def ended(case: Case, at: datetime) -> Event:
    """End the suspension of a locked case; the case itself is saved by the caller."""
    suspension = open_suspension(case)
    event = transitions.resumed(case, suspension, at=at)
    suspension.save(update_fields=["ended_at"])
    return event
