"""Somebody says whether the new case is the old matter. It can be said again, otherwise."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import lock_case
from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text
from lingdang.lookbacks.public import whole_of
from lingdang.rebounds import facts
from lingdang.rebounds.enums import STEPS, State, Step
from lingdang.rebounds.errors import FellAway
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.policies import require_decide
from lingdang.rebounds.queries import lock_rebound, rebound_for
from lingdang.rebounds.services.telling import told_of_both

_EVENTS = {Step.SAME: facts.ReboundConfirmed, Step.TELL_APART: facts.ReboundToldApart}


@transaction.atomic
def decide(*, rebound_id: int, step: Step | str, by: Actor, note: str = "") -> Rebound:
    """Whoever says that it is not the same says why."""
    if step not in Step.values:
        raise Incomplete({"step": _("There is no such step.")})
    lock_case(rebound_for(by, rebound_id).case_id)  # first, as whoever takes a step of it does
    it, step = lock_rebound(by, rebound_id), Step(step)
    require_decide(by, whole_of(by), it)
    words = (required_text if step is Step.TELL_APART else optional_text)("note", note)
    if not it.stands:
        raise FellAway
    it.state = STEPS.after(State(it.state), step)
    it.decided_by_id, it.decided_at, it.note = by.person_id, timezone.now(), words
    it.save(update_fields=["state", "decided_by", "decided_at", "note"])
    record_all(told_of_both(it, _EVENTS[step], words=words), by=by)
    return it
