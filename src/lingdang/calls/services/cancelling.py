"""Pressed by mistake: the call stops, and its case is taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.calls.enums import STEPS, State, Step
from lingdang.calls.facts import CallCancelled
from lingdang.calls.models import Call
from lingdang.calls.policies import require_cancel
from lingdang.calls.queries import lock_call, visible
from lingdang.calls.services.climbing import CHANGING, carried
from lingdang.cases.public import withdraw_case
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor


@transaction.atomic
def cancel_call(*, call_id: int, by: Actor) -> Call:
    """Take a ring back; once is enough."""
    call = lock_call(call_id)
    require_cancel(by, call.case, seen=visible(by, call))
    if call.state == State.CANCELLED:
        return call
    at = timezone.now()
    call.state = STEPS.after(State(call.state), Step.CANCEL)
    call.ended_at, call.until = at, None
    call.save(update_fields=CHANGING)
    record(CallCancelled(**carried(call)), by=by, at=at)
    if call.case.is_open:
        withdraw_case(case_id=call.case_id, reason=_("Pressed by mistake"), by=by)
    return call
