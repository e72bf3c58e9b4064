"""Who may apply, agree, decide. Pure. Nobody speaks twice on one application."""

from lingdang.approvals.enums import TWO_WORDS, Kind, State, Step
from lingdang.approvals.errors import NotOnesOwn
from lingdang.approvals.models import Application
from lingdang.cases.public import Case, steps_for
from lingdang.cases.public import Step as CaseStep
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

AGREE = "approvals.agree"
SEE = "cases.see_case"
HANDLE = "cases.handle_case"
DISPATCH = "cases.dispatch_case"
FILE = "cases.file_case"
LAPSE = "approvals.lapse"  # of the process that follows cases; no role holds it


def may_apply(actor: Actor, case: Case, kind: Kind) -> bool:
    """Who may handle the case now; against lateness, who serves the unit that was late.

    In a restricted case nobody applies: those whom it is for take each step of it themselves.
    """
    if actor.person_id is None or case.is_restricted:
        return False
    if kind is Kind.APPEAL:
        return _serves(actor, HANDLE, case.path, case.late_unit_id)
    if kind is Kind.MISDISPATCH and case.unit_id is None:
        return False  # what was kept in the grid is passed up
    return CaseStep.HANDLE in steps_for(actor, case)


def require_apply(actor: Actor, case: Case, kind: Kind) -> None:
    if not may_apply(actor, case, kind):
        raise NotAllowed


def _serves(actor: Actor, duty: str, path: str, unit_id: int | None) -> bool:
    """In the unit, whose matter it is; in the place, when it is no unit's."""
    reach = actor.reach(duty)
    return unit_id in reach.units if unit_id else reach.covers_path(path)


def may_agree(actor: Actor, application: Application) -> bool:
    """Speak the first of two words: the unit's chief to an extension, who files to an appeal."""
    path = application.case.path
    if application.kind == Kind.EXTEND:
        return _serves(actor, AGREE, path, application.unit_id)
    return application.kind == Kind.APPEAL and actor.reach(FILE).covers_path(path)


def may_grant(actor: Actor, application: Application) -> bool:
    """Speak the last word: the dispatcher; the first is the last where the step table lets it."""
    if application.kind in TWO_WORDS and application.state == State.APPLIED:
        return may_agree(actor, application)
    return actor.reach(DISPATCH).covers_path(application.case.path)


def may_refuse(actor: Actor, application: Application) -> bool:
    """Whoever has the next word."""
    return may_grant(actor, application)


def may_withdraw(actor: Actor, application: Application) -> bool:
    return application.is_of(actor)


def may_lapse(actor: Actor, _application: Application) -> bool:
    return actor.has(LAPSE)


MAY = {
    Step.AGREE: may_agree,
    Step.GRANT: may_grant,
    Step.REFUSE: may_refuse,
    Step.WITHDRAW: may_withdraw,
    Step.LAPSE: may_lapse,
}
_JUDGES = frozenset({Step.AGREE, Step.GRANT, Step.REFUSE})


def spoke(actor: Actor, application: Application) -> bool:
    """Whether they asked for it or agreed to it already; a process decides nothing."""
    return actor.person_id in {None, application.asked_by_id, application.agreed_by_id}


def may_take(actor: Actor, step: Step, application: Application) -> bool:
    own = step in _JUDGES and spoke(actor, application)
    return MAY[step](actor, application) and not own


def require_take(actor: Actor, step: Step, application: Application) -> None:
    if not may_take(actor, step, application):
        raise NotOnesOwn if MAY[step](actor, application) else NotAllowed
