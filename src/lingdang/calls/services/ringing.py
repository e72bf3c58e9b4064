"""A press of the bell: a case is on record and somebody is rung, both or neither."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.calls.models import Call
from lingdang.calls.policies import require_climb
from lingdang.calls.queries import call_of, running_of
from lingdang.calls.services.climbing import CHANGING, rung_on
from lingdang.cases.public import Case, Report, Reported, Source, lock_case, report_case
from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.people.public import blind_index


@dataclass(frozen=True, slots=True)
class Rang:
    call: Call
    reported: Reported


class _Running(Exception):
    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call


def ring(*, report: Report, by: Actor) -> Rang:
    """Ring for a place. Pressed again while it rings there for the same person, it is that call."""
    try:
        return _rung(report, by)
    except _Running as running:
        return Rang(running.call, Reported(running.call.case, None, again=True))


@transaction.atomic
def _rung(report: Report, by: Actor) -> Rang:
    reported = report_case(report=report, by=by)
    earlier = call_of(reported.case) if reported.again else None
    return Rang(earlier or _begun(reported.case, _caller(reported.case, by), by), reported)


@transaction.atomic
def ring_for(*, case_id: int, by: Actor) -> Call | None:
    """Ring for a case by bell that came by another way: in a batch, from a program."""
    require_climb(by)
    case = lock_case(case_id)
    if case.source != Source.BELL or not case.is_open or call_of(case):
        return None
    return _begun(case, "", by)


def _begun(case: Case, caller: str, by: Actor) -> Call:
    at, levels = timezone.now(), list(settings.CALL_STEPS)
    call = Call(case=case, place_id=case.place_id, caller=caller, level=levels[0])
    call.rung_at = call.until = at
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:
        running = call_of(case) or running_of(caller, case.place_id)
        if running is None:
            raise
        raise _Running(running) from None
    events = rung_on(call, levels, at)
    call.save(update_fields=CHANGING)
    record_all(events, by=by, at=at)
    return call


def _caller(case: Case, by: Actor) -> str:
    """Whoever presses for themselves; who rings for others may do so for many at once."""
    if case.reporter_id:
        return blind_index(f"caller:person:{case.reporter_id}")
    return blind_index(f"caller:{by.name}") if by.is_stranger and ":" in by.name else ""
