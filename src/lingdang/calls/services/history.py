"""Rings of the past, as another book kept them: told to nobody."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.calls.enums import Level, State
from lingdang.calls.facts import CallAnswered, CallUnanswered
from lingdang.calls.models import Call
from lingdang.calls.policies import require_import
from lingdang.calls.queries import call_of
from lingdang.calls.services.climbing import carried, reached
from lingdang.cases.public import Case, Source
from lingdang.journal.public import Event, Fact, unsaved_fact, write_facts
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete


@transaction.atomic
def note_past_call(
    *, case: Case, by: Actor, seconds: int = 0, answered_by_id: int | None = None
) -> Call:
    """Note how a ring went: answered after so many seconds, or by nobody at any level."""
    require_import(by)
    if case.source != Source.BELL or call_of(case):
        raise Incomplete({"external_key": _("This is not a ring that is still to be noted.")})
    spans = settings.CALL_STEPS
    took = timedelta(seconds=seconds if answered_by_id else sum(spans.values()))
    call = Call(
        case=case, place_id=case.place_id, level=next(iter(spans)), rung_at=case.received_at
    )
    call.state = State.ANSWERED if answered_by_id else State.UNANSWERED
    call.answered_by_id, call.ended_at = answered_by_id, call.rung_at + took
    call.save(force_insert=True)
    at, facts = call.rung_at, list[Fact]()
    for level in map(Level, spans):
        if facts and at >= call.ended_at:
            break
        rung, event = reached(call, level, at)
        facts.append(unsaved_fact(event, by=by, at=at))
        at = rung.until
    call.save(update_fields=["level"])
    facts.append(unsaved_fact(_ending(call), by=by, at=call.ended_at))
    write_facts(facts, deliver=False)
    return call


def _ending(call: Call) -> Event:
    if call.answered_by_id is None:
        return CallUnanswered(**carried(call))
    return CallAnswered(**carried(call, level=str(call.level), handler_id=call.answered_by_id))
