"""Who may do what. Pure: no queries, no clock, no request."""

from collections.abc import Callable
from typing import NoReturn

from lingdang.cases.enums import Source, Step, SuspensionKind
from lingdang.cases.errors import NotByTheHandler, PartOfAnother, StepByItself
from lingdang.cases.following import Follower
from lingdang.cases.models import Case
from lingdang.cases.models.case_rules import IMPORTED
from lingdang.cases.models.lists import SEE
from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import NotAllowed, NotFound

REPORT_FOR_OTHER = "cases.report_for_other"
FILE = "cases.file_case"
DISPATCH = "cases.dispatch_case"
SETTLE_IN_GRID = "cases.settle_in_grid"
PASS_UP = "cases.pass_up_case"  # noqa: S105 -- the name of a duty
RELEASE = "cases.release_case"  # of the process that follows posts; no role holds it
FINISH = "cases.finish_part"  # of the process that follows the verifying of parts
HANDLE = "cases.handle_case"
RETURN = "cases.return_case"
VERIFY = "cases.verify_case"
CALL_BACK = "cases.call_back_case"
CLOSE = "cases.close_case"
REOPEN = "cases.reopen_case"
WITHDRAW = "cases.withdraw_case"
# Lent to whoever decides an application; no role holds them.
EXTEND = "cases.extend_case"
EXCUSE = "cases.excuse_case"
HANG_UP = "cases.hang_up_case"
RECALL = "cases.recall_case"
RESUME = "cases.resume_case"  # of the process that keeps the clocks; no role holds them
TELL = "cases.tell_deadlines"
IMPORT = "cases.import_cases"
UNMASK = "people.unmask"
PUBLISH = "notices.publish"  # whoever tells residents decides what they see

_WORKING = (FILE, DISPATCH, SETTLE_IN_GRID, HANDLE, VERIFY, RETURN)
_OF_RESIDENTS = frozenset({Source.BELL, Source.RESIDENT})
_OF_PROGRAMS = frozenset({Source.API, Source.OPEN311})
# Who enters what comes in on other ways: any one of these duties will do.
_TO_STAFF = frozenset({REPORT_FOR_OTHER})
_TO_INSPECTORS = frozenset({RETURN, VERIFY})
_TO_THE_CENTRE = frozenset({FILE, DISPATCH, RETURN})
_ENTERED_BY = {
    Source.HOTLINE: _TO_STAFF,
    Source.DESK: _TO_STAFF,
    Source.VISIT: _TO_STAFF,
    Source.GRID_WORKER: _TO_STAFF,
    Source.INSPECTOR: _TO_INSPECTORS,
    Source.LEADER_NOTE: _TO_THE_CENTRE,
    Source.MEDIA: _TO_THE_CENTRE,
    Source.TV: _TO_THE_CENTRE,
    Source.WECHAT: _TO_THE_CENTRE,
}


def is_reporter(actor: Actor, case: Case) -> bool:
    """Whoever reported it; of some procedures even they are not told how it goes on."""
    if case.procedure is not None and not case.procedure.tells_reporter:
        return False
    if isinstance(actor, Follower):
        return actor.case_id == case.pk
    return actor.person_id is not None and actor.person_id == case.reporter_id


def may_see(actor: Actor, case: Case) -> bool:
    return sees_inside(actor, case) or is_reporter(actor, case)


def sees_inside(actor: Actor, case: Case) -> bool:
    """Whether they see it as staff do: by duty or having it in hand, not for having reported it."""
    in_hand = _is_kept_by(actor, case) and not case.is_restricted
    return _reaches(actor, SEE, case) or in_hand


def _is_kept_by(actor: Actor, case: Case) -> bool:
    return actor.person_id is not None and actor.person_id == case.handler_id


def require_see(actor: Actor, case: Case) -> None:
    if not may_see(actor, case):
        raise NotFound


def _reaches(actor: Actor, duty: str, case: Case) -> bool:
    """Whether a duty covers the place that holds the case, or the unit that has it in hand."""
    return reach_over(actor, duty, case).covers(path=case.path, unit_id=case.unit_id)


def _here(actor: Actor, duty: str, case: Case) -> bool:
    return reach_over(actor, duty, case).covers(path=case.path)


def reach_over(actor: Actor, duty: str, case: Case) -> Reach:
    """How far a duty reaches; over a restricted case, how far the roles do that it is for."""
    if case.procedure is not None and case.procedure.restricted:
        return actor.reach_as(case.procedure.roles)
    return actor.reach(duty)


def is_handler(actor: Actor, case: Case) -> bool:
    """Whether this actor put it right. Two processes are the same nobody."""
    return actor.person_id == case.handled_by_id


def has_put_right(actor: Actor, case: Case) -> bool:
    """Whether this actor is known to have put it right; who follows by a token is nobody known."""
    return not isinstance(actor, Follower) and is_handler(actor, case)


def may_report(actor: Actor, source: Source) -> bool:
    """Anyone rings or reports; who speaks for others or for a program shows that they may."""
    if source in _OF_RESIDENTS:
        return True
    if source in _OF_PROGRAMS:
        return actor.person_id is not None or actor.has(REPORT_FOR_OTHER)
    return actor.has(REPORT_FOR_OTHER) and any(map(actor.has, _ENTERED_BY.get(source, ())))


def sources_for(actor: Actor) -> list[Source]:
    """What somebody at a desk may say when asked how it came in."""
    return [source for source in _ENTERED_BY if may_report(actor, source)]


def require_report(actor: Actor, source: Source) -> None:
    if not may_report(actor, source):
        raise NotAllowed


def may_file(actor: Actor, case: Case) -> bool:
    return _here(actor, FILE, case)


def may_refuse(actor: Actor, case: Case) -> bool:
    return _here(actor, FILE, case)


def may_refile(actor: Actor, case: Case) -> bool:
    return _here(actor, FILE, case)


def may_dispatch(actor: Actor, case: Case) -> bool:
    return _here(actor, DISPATCH, case)


def may_keep(actor: Actor, case: Case) -> bool:
    return _here(actor, SETTLE_IN_GRID, case)


def may_pass_up(actor: Actor, case: Case) -> bool:
    return _here(actor, PASS_UP, case)


def may_recall(actor: Actor, case: Case) -> bool:
    return _here(actor, RECALL, case)


def may_release(actor: Actor, case: Case) -> bool:
    return actor.reach(RELEASE).covers(path=case.path)


def may_handle(actor: Actor, case: Case) -> bool:
    """Handle: the unit's people when a unit has it, else those who serve the place.

    The one it was kept by may, if settling here is still among their duties.
    """
    if case.unit_id is not None:
        return case.unit_id in reach_over(actor, HANDLE, case).units
    if _here(actor, HANDLE, case):
        return True
    return _is_kept_by(actor, case) and _here(actor, SETTLE_IN_GRID, case)


def may_return(actor: Actor, case: Case) -> bool:
    return _here(actor, RETURN, case)


def may_verify(actor: Actor, case: Case) -> bool:
    """Four eyes: not by whoever put it right."""
    return _here(actor, VERIFY, case) and not is_handler(actor, case)


def may_call_back(actor: Actor, case: Case) -> bool:
    """The reporter answers, or staff asks; in neither role whoever put it right."""
    asks = _here(actor, CALL_BACK, case)
    if isinstance(actor, Follower):
        return is_reporter(actor, case)
    return (asks or is_reporter(actor, case)) and not is_handler(actor, case)


def may_answer(actor: Actor, case: Case) -> bool:
    return is_reporter(actor, case) and may_call_back(actor, case)


def may_close(actor: Actor, case: Case) -> bool:
    return _here(actor, CLOSE, case)


def may_conclude(actor: Actor, case: Case) -> bool:
    """Only of what was handled elsewhere; what is handled here is verified and called back."""
    elsewhere = case.request_scope == IMPORTED and case.handled_by_id is None
    return elsewhere and _here(actor, CLOSE, case)


def may_reopen(actor: Actor, case: Case) -> bool:
    return is_reporter(actor, case) or _here(actor, REOPEN, case)


def may_withdraw(actor: Actor, case: Case) -> bool:
    return is_reporter(actor, case) or _here(actor, WITHDRAW, case)


def may_merge(actor: Actor, case: Case) -> bool:
    return _here(actor, DISPATCH, case)


def may_unmerge(actor: Actor, case: Case) -> bool:
    return _here(actor, DISPATCH, case)


def may_split(actor: Actor, case: Case) -> bool:
    return _here(actor, DISPATCH, case)


def may_finish(actor: Actor, case: Case) -> bool:
    return case.parent_id is not None and _here(actor, FINISH, case)


def may_link(actor: Actor, case: Case) -> bool:
    """Whoever works on it may say what it has to do with; readers and reporters may not."""
    return any(actor.reach(duty).covers(path=case.path, unit_id=case.unit_id) for duty in _WORKING)


def may_unmask(actor: Actor, case: Case) -> bool:
    return _here(actor, UNMASK, case)


def is_private(case: Case) -> bool:
    """Of whoever asked for it alone: neither for everybody, nor a record that law asks for."""
    kind = case.procedure
    return kind is not None and not kind.public and not kind.restricted


def may_show_photos(actor: Actor, case: Case) -> bool:
    """Whether they say which photographs everybody sees; of some kinds nobody does."""
    told = case.procedure is None or case.procedure.public
    return told and may_see(actor, case) and _here(actor, PUBLISH, case)


def may_describe(actor: Actor, case: Case) -> bool:
    """Whoever files, keeps or handles it says what its procedure wants said."""
    return any(may(actor, case) for may in (may_file, may_keep, may_handle))


def require_describe(actor: Actor, case: Case) -> None:
    require_see(actor, case)
    if not may_describe(actor, case):
        raise NotAllowed


def may_import(actor: Actor) -> bool:
    return actor.has(IMPORT)


MAY: dict[Step, Callable[[Actor, Case], bool]] = {
    Step.FILE: may_file,
    Step.REFUSE: may_refuse,
    Step.DISPATCH: may_dispatch,
    Step.KEEP: may_keep,
    Step.PASS_UP: may_pass_up,
    Step.RECALL: may_recall,
    Step.RELEASE: may_release,
    Step.HANDLE: may_handle,
    Step.RETURN: may_return,
    Step.VERIFY: may_verify,
    Step.CALL_BACK: may_call_back,
    Step.CLOSE: may_close,
    Step.CONCLUDE: may_conclude,
    Step.REOPEN: may_reopen,
    Step.WITHDRAW: may_withdraw,
    Step.MERGE: may_merge,
    Step.UNMERGE: may_unmerge,
    Step.SPLIT: may_split,
    Step.FINISH: may_finish,
}
_OF_THE_WHOLE = {
    Step.CALL_BACK,
    Step.CLOSE,
    Step.CONCLUDE,
    Step.MERGE,
    Step.SPLIT,
}  # never of a part
_BY_ITSELF = {Step.RELEASE, Step.FINISH}


def may_take(actor: Actor, step: Step, case: Case) -> bool:
    return MAY[step](actor, case) and not (case.parent_id and step in _OF_THE_WHOLE)


def require_take(actor: Actor, step: Step, case: Case) -> None:
    """Refuse: what may not be seen is not there; what is one's own work is for others to judge."""
    require_see(actor, case)
    if may_take(actor, step, case):
        return
    if step in _BY_ITSELF:
        raise StepByItself
    if case.parent_id and step in _OF_THE_WHOLE and MAY[step](actor, case):
        raise PartOfAnother
    judges = step in {Step.VERIFY, Step.CALL_BACK} and _here(actor, _JUDGING[step], case)
    raise NotByTheHandler if judges and is_handler(actor, case) else NotAllowed


_JUDGING = {Step.VERIFY: VERIFY, Step.CALL_BACK: CALL_BACK}


def may_suspend(actor: Actor, case: Case, kind: SuspensionKind) -> bool:
    """Whoever files, dispatches, handles or judges here may ask; hanging up is applied for."""
    if kind is SuspensionKind.HUNG_UP:
        return _here(actor, HANG_UP, case)
    here = any(_here(actor, duty, case) for duty in (FILE, DISPATCH, VERIFY, CALL_BACK))
    return here or may_handle(actor, case)


def may_resume(actor: Actor, case: Case, kind: SuspensionKind) -> bool:
    """The reporter who was asked answers; what was hung up is taken down by a dispatcher."""
    if actor.has(RESUME):
        return True
    if kind is SuspensionKind.HUNG_UP:
        return _here(actor, DISPATCH, case)
    return is_reporter(actor, case) or may_suspend(actor, case, kind)


def require_suspend(actor: Actor, case: Case, kind: SuspensionKind) -> None:
    if not may_suspend(actor, case, kind):
        _refuse(actor, case)


def require_resume(actor: Actor, case: Case, kind: SuspensionKind) -> None:
    if not may_resume(actor, case, kind):
        _refuse(actor, case)


def require_extend(actor: Actor, case: Case) -> None:
    if not _here(actor, EXTEND, case):
        _refuse(actor, case)


def require_excuse(actor: Actor, case: Case) -> None:
    if not _here(actor, EXCUSE, case):
        _refuse(actor, case)


def require_tell(actor: Actor) -> None:
    if not actor.has(TELL):
        raise NotAllowed


def require_refile(actor: Actor, case: Case) -> None:
    if not may_refile(actor, case):
        _refuse(actor, case)


def _refuse(actor: Actor, case: Case) -> NoReturn:
    require_see(actor, case)
    raise NotAllowed


def may_assign(actor: Actor, case: Case) -> bool:
    """Say who of those responsible does it: whoever has it, the unit's people, the dispatcher."""
    if _here(actor, DISPATCH, case):
        return True
    if case.unit_id is not None:
        return case.unit_id in reach_over(actor, HANDLE, case).units
    in_hand = actor.person_id is not None and actor.person_id == case.handler_id
    return in_hand and serves(actor, case)


def require_assign(actor: Actor, case: Case) -> None:
    require_see(actor, case)
    if not may_assign(actor, case):
        raise NotAllowed


def serves(actor: Actor, case: Case) -> bool:
    """Whether they can have it in hand: in the unit that has it, or where it is held."""
    if case.unit_id is not None:
        return case.unit_id in reach_over(actor, HANDLE, case).units
    return _here(actor, HANDLE, case) or _here(actor, SETTLE_IN_GRID, case)


def require_answer(actor: Actor, case: Case) -> None:
    require_see(actor, case)
    if not may_answer(actor, case):
        raise NotAllowed


def require_link(actor: Actor, case: Case) -> None:
    require_see(actor, case)
    if not may_link(actor, case):
        raise NotAllowed


def require_unmask(actor: Actor, case: Case) -> None:
    require_see(actor, case)
    if not may_unmask(actor, case):
        raise NotAllowed


def require_import(actor: Actor) -> None:
    if not may_import(actor):
        raise NotAllowed
