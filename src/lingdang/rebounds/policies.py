"""Who may say whether it is the same matter. Pure."""

from lingdang.cases.public import reach_over
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.lookbacks.public import had_to_do_with
from lingdang.rebounds.enums import DECIDE, FOLLOW
from lingdang.rebounds.errors import NotByThoseConcerned
from lingdang.rebounds.models import Rebound


def has_duty(actor: Actor, it: Rebound) -> bool:
    covers = reach_over(actor, DECIDE, it.case).covers(path=it.case.path)
    return actor.person_id is not None and covers


def may_decide(actor: Actor, whole: Actor, it: Rebound) -> bool:
    """``whole`` is the person with all duties: their own closing is for others to judge."""
    return has_duty(actor, it) and not had_to_do_with(whole, it.earlier, it.unit_id)


def require_decide(actor: Actor, whole: Actor, it: Rebound) -> None:
    if not has_duty(actor, it):
        raise NotAllowed
    if not may_decide(actor, whole, it):
        raise NotByThoseConcerned


def require_follow(actor: Actor) -> None:
    if not actor.has(FOLLOW):
        raise NotAllowed
