"""A call climbs: each level once, and nobody is rung twice."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingdang.calls.enums import STEPS, Level, State, Step
from lingdang.calls.facts import CallUnanswered, LevelRung
from lingdang.calls.models import Call, Ringing, Rung
from lingdang.calls.policies import require_climb
from lingdang.calls.queries import lock_due, rung_by, whom
from lingdang.journal.public import Event, record_all
from lingdang.kernel.actor import Actor

CHANGING = ["state", "level", "until", "ended_at", "answered_by"]


def climb_due(*, by: Actor) -> int:
    """Let every call climb whose time is over; says how many did."""
    climbed = 0
    while _climb_one(by):
        climbed += 1
    return climbed


@transaction.atomic
def _climb_one(by: Actor) -> bool:
    """One call, locked, rung on and told in one transaction: what is lost has rung nobody."""
    require_climb(by)
    at = timezone.now()
    call = lock_due(at)
    if call is None:
        return False
    levels = list(settings.CALL_STEPS)
    reached = levels.index(call.level) + 1 if call.level in levels else len(levels)
    events = rung_on(call, levels[reached:], at)
    call.save(update_fields=CHANGING)
    record_all(events, by=by, at=at)
    return True


def rung_on(call: Call, levels: list[str], at: datetime) -> list[Event]:
    """Ring the first of these levels that has anybody; past the last one, nobody answers."""
    events: list[Event] = []
    for level in map(Level, levels):
        rung, event = reached(call, level, at)
        events.append(event)
        if event.person_ids:
            call.state = STEPS.after(State(call.state), Step.CLIMB)
            call.until = rung.until
            return events
    call.state = STEPS.after(State(call.state), Step.GIVE_UP)
    call.until, call.ended_at = None, at
    return [*events, CallUnanswered(**carried(call))]


def reached(call: Call, level: Level, at: datetime) -> tuple[Rung, LevelRung]:
    """Bring a call to a level; without anybody there its time is over at once."""
    known = rung_by(call)
    people = [pk for pk in whom(level, call.place_id) if pk not in known]
    until = at + timedelta(seconds=settings.CALL_STEPS[level]) if people else at
    rung = Rung.objects.create(call=call, level=level, rung_at=at, until=until)
    Ringing.objects.bulk_create(Ringing(call=call, rung=rung, person_id=pk) for pk in people)
    call.level = level
    told = carried(call, level=level.value, person_ids=people, until=until.isoformat())
    return rung, LevelRung(**told)


def carried(call: Call, **more: Any) -> dict[str, Any]:
    """What every fact of this room carries of its case, and what one carries besides."""
    case = call.case
    due = case.due_at.isoformat() if case.due_at else None
    return {
        "call_id": call.pk,
        "case_id": case.pk,
        "held_at_id": case.place_id,
        "due_at": due,
        **more,
    }
