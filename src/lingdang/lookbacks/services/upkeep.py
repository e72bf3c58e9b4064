"""What was opened again needs no looking back any more."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lingdang.cases.public import lock_case
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.enums import STEPS, State, Step
from lingdang.lookbacks.facts import LookBackLapsed
from lingdang.lookbacks.models import LookBack
from lingdang.lookbacks.policies import require_follow
from lingdang.lookbacks.queries import still_due


@transaction.atomic
def lapse(*, case_id: int, by: Actor) -> list[LookBack]:
    """Let fall away what is about a closing that stands no more; safe to do again."""
    require_follow(by)
    case, at = lock_case(case_id), timezone.now()
    gone = [it for it in still_due(case_id) if it.closed_at != case.closed_at]
    for it in gone:
        it.state = STEPS.after(State(it.state), Step.LAPSE)
        it.save(update_fields=["state"])
        record(LookBackLapsed(**carried(it)), by=by, at=at)
    return gone


def carried(it: LookBack) -> dict[str, Any]:
    """What every fact about a case says."""
    return {
        "case_id": it.case_id,
        "held_at_id": it.case.place_id,
        "look_back_id": it.pk,
        "why": it.why,
    }
