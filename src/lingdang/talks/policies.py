"""Who may say what in a case. Pure."""

from lingdang.cases.public import Case, Source, is_reporter, reach_over, sees_inside
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound

FILE = "cases.file_case"
DISPATCH = "cases.dispatch_case"
SETTLE_IN_GRID = "cases.settle_in_grid"
HANDLE = "cases.handle_case"
VERIFY = "cases.verify_case"
CALL_BACK = "cases.call_back_case"
MANAGE = "talks.manage_replies"
FOLLOW = "talks.follow_cases"  # of the process that follows cases; no role holds it
REPORT_FOR_OTHER = "cases.report_for_other"
_OF_PROGRAMS = (Source.API, Source.OPEN311)
_TALKING = (FILE, DISPATCH, SETTLE_IN_GRID, HANDLE, VERIFY, CALL_BACK)


def may_note(actor: Actor, case: Case) -> bool:
    """Whoever sees it as staff do may leave a note for the others."""
    return actor.person_id is not None and sees_inside(actor, case)


def may_talk(actor: Actor, case: Case) -> bool:
    """Ask and reply: whoever works on it. Of a part only the whole talks to the reporter."""
    if case.parent_id is not None or not may_note(actor, case):
        return False
    if case.procedure and not case.procedure.tells_reporter:
        return False
    reaches = (reach_over(actor, duty, case) for duty in _TALKING)
    return any(reach.covers(path=case.path, unit_id=case.unit_id) for reach in reaches)


def may_publish(case: Case) -> bool:
    """Whether everybody may know of it at all."""
    return case.procedure is None or case.procedure.public


def may_speak(actor: Actor, report: Case, leading: Case) -> bool:
    """Who reported it, or who works on it and writes down what they said."""
    return may_add(actor, report) or may_talk(actor, leading)


def may_add(actor: Actor, report: Case) -> bool:
    """Who reported it; or a program that reports for others, of what came in by programs."""
    if is_reporter(actor, report):
        return True
    if report.source not in _OF_PROGRAMS or not sees_inside(actor, report):
        return False
    tells = report.procedure is None or report.procedure.tells_reporter
    return tells and reach_over(actor, REPORT_FOR_OTHER, report).covers(path=report.path)


def may_manage(actor: Actor) -> bool:
    return actor.has(MANAGE)


def require_note(actor: Actor, case: Case) -> None:
    if not sees_inside(actor, case):
        raise NotFound
    if not may_note(actor, case):
        raise NotAllowed


def require_talk(actor: Actor, case: Case) -> None:
    if not sees_inside(actor, case):
        raise NotFound
    if not may_talk(actor, case):
        raise NotAllowed


def require_speak(actor: Actor, report: Case, leading: Case) -> None:
    if not may_speak(actor, report, leading):
        raise NotAllowed if sees_inside(actor, leading) else NotFound


def require_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise NotAllowed


def require_follow(actor: Actor) -> None:
    if not actor.has(FOLLOW):
        raise NotAllowed
