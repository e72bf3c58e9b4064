"""The clock of a case: when its next step is due, and what stops it. In memory, like the steps."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from lingdang.cases.enums import DUE_NEXT, State
from lingdang.cases.models import Case, Suspension
from lingdang.cases.ruling import longest_limit, unit_of
from lingdang.kernel.calendar import runs_round_the_clock
from lingdang.places.public import calendar
from lingdang.standards.public import Category, Stage

if TYPE_CHECKING:
    from lingdang.kernel.calendar import Unit as CalendarUnit

_USUAL = Category()


def limit_of(case: Case) -> "tuple[float, CalendarUnit] | None":
    """How long the step that is next may take; none once it has ended.

    A procedure's own limit goes before that of the standard, and this before the category's.
    """
    stage = DUE_NEXT.get(State(case.state))
    if stage is None:
        return None
    own = case.procedure.limit(stage) if case.procedure else None
    if own is None and stage is Stage.HANDLE and (ruled := longest_limit(case)):
        return ruled.amount, unit_of(ruled)
    amount, unit = own or (case.category or _USUAL).limit(stage)
    return amount, cast("CalendarUnit", unit.value)


def start_clock(case: Case, at: datetime) -> None:
    """Begin to count anew: something else is due now. Of a case that has ended nothing is."""
    limit = limit_of(case)
    case.due_from = at if limit else None
    case.due_at = _within_the_whole(case, calendar().after(at, *limit)) if limit else None
    case.due_times, case.rung = 1, 0


def _within_the_whole(case: Case, due: datetime) -> datetime:
    """A part is due before the case that it is a part of."""
    whole = case.parent.due_at if case.parent else None
    return min(due, whole) if whole else due


def stop_clock(case: Case, suspension: Suspension) -> None:
    case.suspended_since, case.due_at = suspension.from_at, None


def clock_goes_on(case: Case, suspension: Suspension) -> None:
    """Put the deadline off by the time that stood still: what was left is left."""
    case.suspended_since, case.due_at = None, put_off(case, suspension.due_before, [suspension])


def lengthen(case: Case) -> None:
    """Add one limit to the deadline: as long again as it was at first."""
    limit = limit_of(case)
    if limit and case.due_at:
        case.due_at = _within_the_whole(case, calendar().after(case.due_at, *limit))
    case.due_times, case.rung = case.due_times + 1, 0


def reckon_anew(case: Case, stood: Sequence[Suspension]) -> None:
    """Set the deadline by what the limit is now, from the same start, less what stood still."""
    limit = limit_of(case)
    if limit is None or case.due_from is None:
        return
    amount, unit = limit
    due = put_off(case, calendar().after(case.due_from, amount * case.due_times, unit), stood)
    running = next((pause for pause in stood if pause.ended_at is None), None)
    if running:
        running.due_before = due
    elif due != case.due_at:
        case.due_at, case.rung = _within_the_whole(case, due), 0


def put_off(case: Case, due: datetime, stood: Iterable[Suspension]) -> datetime:
    limit = limit_of(case)
    for pause in stood:
        if limit and pause.ended_at:
            due = calendar().put_off(
                due, pause.from_at, pause.ended_at, round_the_clock=runs_round_the_clock(limit[1])
            )
    return due
