"""Who may answer a call, and who may take it back. Pure."""

from collections.abc import Collection

from lingdang.cases.public import Case, is_reporter, reach_over
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound

CLIMB = "calls.climb"  # of the process that lets calls climb; no role holds it
IMPORT = "cases.import_cases"
DISPATCH = "cases.dispatch_case"


def may_answer(actor: Actor, case: Case, rung: Collection[int]) -> bool:
    """Whoever was rung; and who dispatches there, for a call must never find nobody."""
    if actor.person_id is None or is_reporter(actor, case):
        return False
    return actor.person_id in rung or reach_over(actor, DISPATCH, case).covers(path=case.path)


def require_answer(actor: Actor, case: Case, rung: Collection[int], *, seen: bool) -> None:
    if not may_answer(actor, case, rung):
        raise NotAllowed if seen else NotFound


def require_cancel(actor: Actor, case: Case, *, seen: bool) -> None:
    if not is_reporter(actor, case):
        raise NotAllowed if seen else NotFound


def require_climb(actor: Actor) -> None:
    if not actor.has(CLIMB):
        raise NotAllowed


def require_import(actor: Actor) -> None:
    if not actor.has(IMPORT):
        raise NotAllowed
