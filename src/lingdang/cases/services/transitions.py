"""What each step changes in a case, and the fact it states. In memory: nothing is saved here.

Services take these steps one at a time under a lock; imports replay whole histories with them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lingdang.cases import facts
from lingdang.cases.checks import require_open
from lingdang.cases.enums import (
    ENDED,
    PUT_RIGHT,
    STEPS,
    WAITING,
    WAY,
    Channel,
    State,
    Step,
)
from lingdang.cases.models import Case, Suspension
from lingdang.cases.ruling import first_standard, standard_of
from lingdang.cases.services.clock import (
    clock_goes_on,
    lengthen,
    reckon_anew,
    start_clock,
    stop_clock,
)
from lingdang.places.public import PlaceNode
from lingdang.standards.public import Category, Standard

CLOCK = ("due_from", "due_at", "due_times", "rung")
# Everything that a step may change.
CHANGING = (
    *("state", "category", "procedure", "particulars", "place", "path", "level_settled", "unit"),
    *("handler", "handled_by"),
    *("verified_by", *WAY.values(), "closed_at", "due_from", "due_at", "suspended_since"),
    *("due_times", "rung", "extensions", "misdispatches", "overdue", "late_unit", "excused"),
    *("changed_at", "outcome", "reason", "returns", "reopened", "settled", "rating", "standard"),
    "merged_into",
)


def _take(case: Case, step: Step, at: datetime) -> dict[str, Any]:
    """Step; set times, deadline and what no longer holds; give what every fact of it carries."""
    require_open(case, step)
    target = STEPS.after(State(case.state), step)
    _note_lateness(case, at)
    case.state = target.value
    case.changed_at = at
    case.closed_at = at if target in ENDED else None
    _stamp(case, target, at)
    if target in WAITING:
        case.unit = case.handler = None
    if target not in PUT_RIGHT:
        case.outcome, case.level_settled, case.handled_by = "", None, None
        case.verified_by = None
    case.standard = standard_of(case)
    start_clock(case, at)
    return carried(case)


def _note_lateness(case: Case, at: datetime) -> None:
    """Keep on record for ever that it was not put right in time, and whose that was."""
    if case.state == State.DISPATCHED and case.is_overdue(at):
        case.overdue, case.late_unit_id = True, case.unit_id


def _stamp(case: Case, target: State, at: datetime) -> None:
    """Stamp how far the case has come; what lies further on has not happened in this round."""
    way = list(WAY)
    if target not in WAY:
        return
    reached = way.index(target)
    for state, column in list(WAY.items())[: reached + 1]:
        if getattr(case, column) is None or (state == target and state != State.FILED):
            setattr(case, column, at)
    for column in list(WAY.values())[reached + 1 :]:
        setattr(case, column, None)
    if target != State.CALLED_BACK:
        case.settled = case.rating = None


def carried(case: Case) -> dict[str, Any]:
    due = case.due_at.isoformat() if case.due_at else None
    return {"case_id": case.pk, "held_at_id": case.place_id, "due_at": due}


def suspended(case: Case, suspension: Suspension) -> facts.CaseSuspended:
    _note_lateness(case, suspension.from_at)
    stop_clock(case, suspension)
    return facts.CaseSuspended(
        **carried(case),
        kind=suspension.kind,
        reason=suspension.reason,
        until=suspension.until.isoformat() if suspension.until else None,
    )


def resumed(case: Case, suspension: Suspension, *, at: datetime) -> facts.CaseResumed:
    """Let the clock go on, from where it stopped; or as the step set it that ended the stop."""
    suspension.ended_at = at
    if case.is_open and case.due_at is None:
        clock_goes_on(case, suspension)
    case.suspended_since = None
    return facts.CaseResumed(**carried(case), kind=suspension.kind)


def received(case: Case, photo_ids: list[int]) -> facts.CaseReceived:
    return facts.CaseReceived(
        **carried(case),
        source=case.source,
        category=case.category_id,
        procedure=case.procedure_id,
        located_how=case.located_how,
        photo_ids=photo_ids,
    )


def filed(
    case: Case, *, category: Category, at: datetime, standard: Standard | None = None
) -> facts.CaseFiled:
    """``standard`` is one of the category's in force then; the first, when none is named."""
    before, case.category, case.standard = (
        case.category_id,
        category,
        standard or first_standard(category, at),
    )
    return facts.CaseFiled(
        **_take(case, Step.FILE, at),
        category=category.code,
        category_before=before,
        procedure=case.procedure_id,
        standard_id=case.standard_id,
    )


def refused(case: Case, *, reason: str, at: datetime) -> facts.CaseRefused:
    case.reason = reason
    return facts.CaseRefused(**_take(case, Step.REFUSE, at), reason=reason)


def dispatched(
    case: Case,
    *,
    unit_id: int,
    handler_id: int | None,
    at: datetime,
    due_at: datetime | None = None,
) -> facts.CaseDispatched:
    """``due_at``: by when whoever orders it wants it, whatever the limits say."""
    common = _take(case, Step.DISPATCH, at)
    if due_at is not None:
        case.due_at = due_at
        common |= carried(case)
    case.unit_id, case.handler_id = unit_id, handler_id
    return facts.CaseDispatched(**common, unit_id=unit_id, handler_id=handler_id)


def kept(case: Case, *, handler_id: int, at: datetime) -> facts.CaseKept:
    common = _take(case, Step.KEEP, at)
    case.unit_id, case.handler_id = None, handler_id
    return facts.CaseKept(**common, handler_id=handler_id)


def passed_up(case: Case, *, to: PlaceNode, reason: str, at: datetime) -> facts.CasePassedUp:
    before = case.place_id
    case.place_id, case.path = to.id, to.path
    common = _take(case, Step.PASS_UP, at)
    return facts.CasePassedUp(**common, from_id=before, reason=reason)


def released(case: Case, *, at: datetime) -> facts.CaseReleased:
    handler_id, unit_id = case.handler_id, case.unit_id
    common = _take(case, Step.RELEASE, at)
    return facts.CaseReleased(**common, handler_id=handler_id, unit_id=unit_id)


def recalled(case: Case, *, reason: str, at: datetime) -> facts.CaseRecalled:
    handler_id, unit_id = case.handler_id, case.unit_id
    common = _take(case, Step.RECALL, at)
    case.misdispatches += 1
    return facts.CaseRecalled(
        **common,
        reason=reason,
        unit_id=unit_id,
        handler_id=handler_id,
        misdispatches=case.misdispatches,
    )


def refiled(
    case: Case,
    stood: Sequence[Suspension],
    *,
    category: Category,
    at: datetime,
    standard: Standard | None = None,
) -> facts.CaseRefiled:
    before, case.category, case.changed_at = case.category_id, category, at
    case.standard = standard or first_standard(category, at)
    reckon_anew(case, stood)
    return facts.CaseRefiled(
        **carried(case),
        category=category.code,
        category_before=before,
        standard_id=case.standard_id,
    )


def reckoned(case: Case, stood: Sequence[Suspension], *, at: datetime) -> facts.CaseReckoned:
    reckon_anew(case, stood)
    case.changed_at = at
    return facts.CaseReckoned(**carried(case))


def extended(case: Case, *, reason: str, at: datetime) -> facts.CaseExtended:
    lengthen(case)
    case.extensions, case.changed_at = case.extensions + 1, at
    return facts.CaseExtended(**carried(case), extensions=case.extensions, reason=reason)


def excused(case: Case, *, reason: str, at: datetime) -> facts.CaseExcused:
    case.excused, case.changed_at = True, at
    return facts.CaseExcused(**carried(case), unit_id=case.late_unit_id, reason=reason)


def handled(
    case: Case,
    *,
    outcome: str,
    level: str,
    person_id: int | None,
    photo_ids: list[int],
    at: datetime,
) -> facts.CaseHandled:
    common = _take(case, Step.HANDLE, at)
    case.outcome, case.level_settled, case.handled_by_id = outcome, level, person_id
    return facts.CaseHandled(
        **common,
        outcome=outcome,
        level_settled=level,
        unit_id=case.unit_id,
        handler_id=case.handler_id,
        photo_ids=photo_ids,
    )


def returned(case: Case, *, reason: str, at: datetime) -> facts.CaseReturned:
    common = _take(case, Step.RETURN, at)
    case.returns += 1
    return facts.CaseReturned(**common, reason=reason, returns=case.returns)


def verified(case: Case, *, note: str, person_id: int | None, at: datetime) -> facts.CaseVerified:
    common = _take(case, Step.VERIFY, at)
    case.verified_by_id = person_id
    return facts.CaseVerified(**common, note=note)


def called_back(
    case: Case, *, settled: bool, stars: int | None, channel: Channel, comment: str, at: datetime
) -> facts.CaseCalledBack:
    common = _take(case, Step.CALL_BACK, at)
    case.settled, case.rating = settled, stars
    return facts.CaseCalledBack(
        **common,
        settled=settled,
        stars=stars,
        channel=channel.value,
        comment=comment,
    )


def closed(case: Case, *, at: datetime) -> facts.CaseClosed:
    return facts.CaseClosed(**_take(case, Step.CLOSE, at))


def concluded(case: Case, *, at: datetime) -> facts.CaseClosed:
    """It ended where it came from; that it is settled nobody said."""
    return facts.CaseClosed(**_take(case, Step.CONCLUDE, at))


def reopened(case: Case, *, reason: str, at: datetime) -> facts.CaseReopened:
    common = _take(case, Step.REOPEN, at)
    case.reopened += 1
    return facts.CaseReopened(
        **common,
        reason=reason,
        reopened=case.reopened,
        unit_id=case.unit_id,
        handler_id=case.handler_id,
    )


def withdrawn(case: Case, *, reason: str, at: datetime) -> facts.CaseWithdrawn:
    case.reason = reason
    return facts.CaseWithdrawn(**_take(case, Step.WITHDRAW, at), reason=reason)


def merged(case: Case, *, into: Case, at: datetime) -> facts.CaseMerged:
    case.merged_into = into
    return facts.CaseMerged(**_take(case, Step.MERGE, at), into_id=into.pk)


def unmerged(case: Case, *, at: datetime) -> facts.CaseUnmerged:
    """It waits to be dispatched again: whoever had it in hand may have changed since."""
    before, case.merged_into = case.merged_into_id or 0, None
    return facts.CaseUnmerged(**_take(case, Step.UNMERGE, at), out_of_id=before)


def split(case: Case, *, unit_id: int, part_ids: list[int], at: datetime) -> facts.CaseSplit:
    """The unit that leads has it in hand; what was in hand already gains no time by it."""
    held = {name: getattr(case, name) for name in ("dispatched_at", *CLOCK)}
    _take(case, Step.SPLIT, at)
    if held["dispatched_at"]:
        for name, value in held.items():
            setattr(case, name, value)
    if case.unit_id != unit_id:
        case.unit_id, case.handler_id = unit_id, None
    return facts.CaseSplit(**carried(case), unit_id=unit_id, part_ids=part_ids)


def finished(case: Case, *, at: datetime) -> facts.CasePartFinished:
    common = _take(case, Step.FINISH, at)
    return facts.CasePartFinished(**common, parent_id=case.parent_id or 0)
