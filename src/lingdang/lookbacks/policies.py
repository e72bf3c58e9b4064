"""Who may look at a case again, and who may know before that it will be. Pure."""

from lingdang.cases.public import Case, reach_over
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.lookbacks.enums import DRAW, FOLLOW, LOOK
from lingdang.lookbacks.errors import NotByThoseConcerned
from lingdang.lookbacks.models import LookBack

HANDLE = "cases.handle_case"


def has_duty(actor: Actor, it: LookBack) -> bool:
    return actor.person_id is not None and reach_over(actor, LOOK, it.case).covers(
        path=it.case.path
    )


def is_concerned(whole: Actor, it: LookBack) -> bool:
    return whole.person_id == it.handled_by_id or had_to_do_with(whole, it.case, it.unit_id)


def had_to_do_with(whole: Actor, case: Case, unit_id: int | None) -> bool:
    """Whoever put it right, has it in hand or verified it, and all who belong to its unit.

    ``whole`` is the person with all duties, not with those alone that a token lends.
    """
    if whole.person_id in {case.handled_by_id, case.handler_id, case.verified_by_id}:
        return True
    if unit_id is None:
        return whole.reach(HANDLE).covers(path=case.path)
    return any(unit_id in reach.units for reach in whole.duties.values())


def may_look(actor: Actor, whole: Actor, it: LookBack) -> bool:
    return has_duty(actor, it) and not is_concerned(whole, it)


def require_look(actor: Actor, whole: Actor, it: LookBack) -> None:
    if not has_duty(actor, it):
        raise NotAllowed
    if is_concerned(whole, it):
        raise NotByThoseConcerned


def require_draw(actor: Actor) -> None:
    if not actor.has(DRAW):
        raise NotAllowed


def require_follow(actor: Actor) -> None:
    if not actor.has(FOLLOW):
        raise NotAllowed
