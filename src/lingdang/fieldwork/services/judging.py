"""Why a room refused: what came in between while the phone was away, in words for its person."""

from lingdang.cases.public import ENDED, Case, NotInHand, State, StepClosed, case_for
from lingdang.fieldwork import errors
from lingdang.fieldwork.enums import Kind
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible

_GONE: dict[str, type[DomainError]] = {
    "category_code": errors.CategoryGone,
    "procedure_code": errors.CategoryGone,
    "place_id": errors.PlaceGone,
}
_MOVED_ON = (StepNotPossible, StepClosed, NotInHand)
_OUT_OF_REACH = (NotAllowed, NotFound)
_PUTS_RIGHT = {Kind.KEEP, Kind.HANDLE, Kind.SETTLE, Kind.PASS_UP, Kind.ASSIGN}
_PUT_RIGHT = {State.HANDLED, State.VERIFIED, State.CALLED_BACK}
_NOT_NOW = 409


def conflict_of(refusal: DomainError, kind: Kind, case_id: int, by: Actor) -> DomainError | None:
    """What changed in the meantime, if that is why; else the refusal stands as it is."""
    if isinstance(refusal, Incomplete):
        return next((_GONE[field]() for field in refusal.problems if field in _GONE), None)
    if not isinstance(refusal, (*_MOVED_ON, *_OUT_OF_REACH)):
        return refusal if refusal.status == _NOT_NOW else None
    try:
        return _moved_on(case_for(by, case_id), kind)
    except NotFound:
        return errors.OutOfSight()


def _moved_on(case: Case, kind: Kind) -> DomainError:
    state = str(State(case.state).label)
    if case.merged_into:
        return errors.CaseMerged(number=case.number, into=case.merged_into.number)
    if case.state in ENDED:
        return errors.CaseEnded(number=case.number, state=state)
    if case.state in _PUT_RIGHT and kind in _PUTS_RIGHT:
        return errors.CaseSettled(number=case.number)
    return errors.CaseElsewhere(number=case.number, state=state)
