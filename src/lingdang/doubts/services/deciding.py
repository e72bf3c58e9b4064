"""Those concerned have their word; somebody else decides, and it stays with the case."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import lock_case, sealed
from lingdang.doubts import facts
from lingdang.doubts.enums import STEPS, State, Step
from lingdang.doubts.models import Doubt
from lingdang.doubts.policies import require_take
from lingdang.doubts.queries import doubt_for, lock_doubt
from lingdang.doubts.services.looking import carried
from lingdang.evidence.public import Moment, attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text

_EVENTS = {Step.UPHOLD: facts.DoubtUpheld, Step.DISMISS: facts.DoubtDismissed}


def _locked(doubt_id: int, by: Actor) -> Doubt:
    """The case first, as whoever judges does."""
    lock_case(doubt_for(by, doubt_id).case_id)
    return lock_doubt(by, doubt_id)


@transaction.atomic
def answer_doubt(*, doubt_id: int, text: str, by: Actor, photo_ids: Sequence[int] = ()) -> Doubt:
    """Say once why it is as it should be, with photographs if they help."""
    doubt = _locked(doubt_id, by)
    require_take(by, Step.ANSWER, doubt)
    words, at = required_text("text", text), timezone.now()
    doubt.state = STEPS.after(State(doubt.state), Step.ANSWER)
    doubt.answer, doubt.answered_by_id, doubt.answered_at = words, by.person_id, at
    doubt.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    attach_photos(photo_ids, subject=doubt.subject, moment=Moment.OTHER, by=by)
    told = facts.DoubtAnswered(**carried(doubt, words))
    record(sealed(doubt.case, told), by=by, at=at)
    return doubt


@transaction.atomic
def decide_doubt(*, doubt_id: int, step: Step | str, reason: str, by: Actor) -> Doubt:
    """Uphold or dismiss it, by somebody who neither answered it nor put the matter right."""
    if step not in _EVENTS:
        raise Incomplete({"step": _("There is no such step.")})
    doubt, step = _locked(doubt_id, by), Step(step)
    require_take(by, step, doubt)
    words, at = required_text("reason", reason), timezone.now()
    doubt.state = STEPS.after(State(doubt.state), step)
    doubt.reason, doubt.decided_by_id, doubt.decided_at = words, by.person_id, at
    doubt.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    told = _EVENTS[step](**carried(doubt, words))
    record(sealed(doubt.case, told), by=by, at=at)
    return doubt
