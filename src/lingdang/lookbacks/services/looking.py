"""Somebody else goes and looks: it held, or it was put right on paper only."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lingdang.cases.public import State as CaseState
from lingdang.cases.public import lock_case, reopen_case, sealed
from lingdang.evidence.public import Moment, attach_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text
from lingdang.lookbacks import facts
from lingdang.lookbacks.enums import SEEN, STEPS, State, Step
from lingdang.lookbacks.errors import LookedAlready, NotDueYet, OpenAgain
from lingdang.lookbacks.models import LookBack
from lingdang.lookbacks.policies import require_look
from lingdang.lookbacks.queries import lock_look_back, look_back_for, whole_of
from lingdang.lookbacks.services.upkeep import carried

_EVENTS = {Step.HOLD: facts.CaseHeld, Step.COME_BACK: facts.CaseCameBack}


@transaction.atomic
def look(
    *,
    look_back_id: int,
    step: Step | str,
    by: Actor,
    note: str = "",
    photo_ids: Sequence[int] = (),
) -> LookBack:
    """Say once how it is. What came back is opened again by the same word, with its reason.

    Photographs help and are not demanded; what came back says how.
    """
    if step not in SEEN:
        raise Incomplete({"step": _("There is no such step.")})
    it, step, at = _locked(look_back_id, by), Step(step), timezone.now()
    require_look(by, whole_of(by), it)
    _require_open(it)
    came_back = step is Step.COME_BACK
    words = required_text("note", note) if came_back else optional_text("note", note)
    it.state = STEPS.after(State(it.state), step)
    it.looked_by_id, it.looked_at, it.note = by.person_id, at, words
    it.save(update_fields=["state", "looked_by", "looked_at", "note"])
    attach_photos(photo_ids, subject=it.subject, moment=Moment.OTHER, by=by)
    record(sealed(it.case, _EVENTS[step](**carried(it), words=words)), by=by, at=at)
    if came_back:
        lent = by.entrusted("cases.see_case", "cases.reopen_case")
        reopen_case(case_id=it.case_id, reason=words, by=lent)
    return it


def _locked(look_back_id: int, by: Actor) -> LookBack:
    """The case first, as whoever takes a step of it does."""
    lock_case(look_back_for(by, look_back_id).case_id)
    return lock_look_back(by, look_back_id)


def _require_open(it: LookBack) -> None:
    state = State(it.state)
    if state in {State.HELD, State.CAME_BACK}:
        raise LookedAlready(state=str(state.label))
    if state is State.LAPSED or it.case.state != CaseState.CLOSED:
        raise OpenAgain
    if it.case.closed_at != it.closed_at:
        raise OpenAgain
    if not it.is_due(timezone.localdate()):
        raise NotDueYet(day=date_format(it.due_on))
