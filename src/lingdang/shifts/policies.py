"""Who may read and who may write a plan. Pure: the path of a place, or a unit, comes in."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.shifts.enums import PLAN, SEE


def may_see(actor: Actor, path: str, unit_id: int | None) -> bool:
    """Whoever sees cases there may know whom to call about them."""
    return any(actor.reach(duty).covers(path=path, unit_id=unit_id) for duty in (SEE, PLAN))


def require_see(actor: Actor, path: str, unit_id: int | None) -> None:
    if not may_see(actor, path, unit_id):
        raise NotFound


def may_plan(actor: Actor, path: str, unit_id: int | None) -> bool:
    return actor.reach(PLAN).covers(path=path, unit_id=unit_id)


def require_plan(actor: Actor, path: str, unit_id: int | None) -> None:
    require_see(actor, path, unit_id)
    if not may_plan(actor, path, unit_id):
        raise NotAllowed
