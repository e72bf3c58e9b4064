"""Until when each purpose of a case's standard is to be reached."""

from dataclasses import dataclass
from datetime import datetime

from lingdang.cases.enums import State
from lingdang.cases.models import Case, Suspension
from lingdang.cases.queries.suspensions import suspensions_since
from lingdang.cases.ruling import limit_after, limits_of, longest_limit, unit_of
from lingdang.kernel.calendar import runs_round_the_clock
from lingdang.places.public import calendar
from lingdang.standards.public import Limit


@dataclass(frozen=True, slots=True)
class LimitDate:
    """One purpose, and until when; no moment while nobody has it in hand or the clock stands."""

    limit: Limit
    at: datetime | None


def limit_dates(case: Case) -> list[LimitDate]:
    """The last of them is the case's deadline, extensions and all."""
    limits = limits_of(case)
    if case.state != State.DISPATCHED or case.due_at is None or case.due_from is None:
        return [LimitDate(limit, None) for limit in limits]
    stood = suspensions_since(case, case.due_from) if len(limits) > 1 else []
    last = longest_limit(case)
    return [
        LimitDate(limit, case.due_at if limit == last else _put_off(limit, case.due_from, stood))
        for limit in limits
    ]


def _put_off(limit: Limit, since: datetime, stood: list[Suspension]) -> datetime:
    at = limit_after(since, limit)
    for pause in stood:
        if pause.ended_at and pause.from_at < at:
            always = runs_round_the_clock(unit_of(limit))
            at = calendar().put_off(at, pause.from_at, pause.ended_at, round_the_clock=always)
    return at
