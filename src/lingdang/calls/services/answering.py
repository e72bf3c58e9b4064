"""Somebody answers: the call stops, and everybody can see who it was."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lingdang.calls.enums import OPEN, STEPS, State, Step
from lingdang.calls.errors import AnsweredAlready
from lingdang.calls.facts import CallAnswered, CallCancelled
from lingdang.calls.models import Call
from lingdang.calls.policies import require_answer, require_climb
from lingdang.calls.queries import callee, lock_call, rung_by, visible
from lingdang.calls.services.climbing import CHANGING, carried
from lingdang.journal.public import Event, record
from lingdang.kernel.actor import Actor


@transaction.atomic
def answer_call(*, call_id: int, by: Actor) -> Call:
    """Take a call; of two at once one does, and the other learns who it was."""
    call = lock_call(call_id)
    rung = rung_by(call)
    require_answer(by, call.case, rung, seen=visible(by, call))
    if call.state == State.ANSWERED and call.answered_by_id == by.person_id:
        return call
    if call.state == State.ANSWERED:
        raise AnsweredAlready(who=_named(call))
    at, person_id = timezone.now(), by.person_id or 0
    record(answered(call, person_id, rung, at), by=by, at=at)
    return call


def _named(call: Call) -> str:
    who = callee(call.answered_by_id)
    return f"{who.role} {who.name}".strip() if who else ""


def answered(call: Call, person_id: int, rung: dict[int, str], at: datetime) -> Event:
    """Mark it, at the level where this person was rung; else where it is by now."""
    call.state = STEPS.after(State(call.state), Step.ANSWER)
    call.answered_by_id, call.ended_at, call.until = person_id, at, None
    call.level = rung.get(person_id, call.level)
    call.save(update_fields=CHANGING)
    return CallAnswered(**carried(call, level=str(call.level), handler_id=person_id))


@transaction.atomic
def follow_case(*, case_id: int, person_id: int | None, withdrawn: bool, by: Actor) -> bool:
    """Stop ringing for a case that somebody of staff took up, or that was taken back."""
    require_climb(by)
    known = Call.objects.filter(case=case_id).open().values_list("pk", flat=True).first()
    if known is None:
        return False
    call, at = lock_call(known), timezone.now()
    if call.state not in OPEN or (person_id is None and not withdrawn):
        return False
    if withdrawn:
        call.state = STEPS.after(State(call.state), Step.CANCEL)
        call.ended_at, call.until = at, None
        call.save(update_fields=CHANGING)
        record(CallCancelled(**carried(call)), by=by, at=at)
    else:
        record(answered(call, person_id or 0, rung_by(call), at), by=by, at=at)
    return True
