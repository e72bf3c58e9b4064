"""What every step begins and ends with."""

from datetime import datetime

from lingdang.cases.enums import Step
from lingdang.cases.models import Case
from lingdang.cases.policies import require_take
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services.transitions import CHANGING
from lingdang.journal.public import Event, record
from lingdang.kernel.actor import Actor


def locked_for(step: Step, case_id: int, by: Actor) -> Case:
    """Lock – may."""
    case = lock_case(case_id)
    require_take(by, step, case)
    return case


def saved(case: Case, event: Event, *, by: Actor, at: datetime) -> Case:
    """Save – record."""
    case.save(update_fields=CHANGING)
    record(event, by=by, at=at)
    return case
