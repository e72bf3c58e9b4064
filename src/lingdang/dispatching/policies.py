"""Who may write rules, keep an eye on cases, press for them. Pure."""

from lingdang.cases.public import Case, is_reporter, reach_over, sees_inside
from lingdang.dispatching.enums import MANAGE, SUPERVISE, URGE
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound


def may_read_rules(actor: Actor, path: str) -> bool:
    """Read what decides about one's own cases: sets of places above one's own, and below."""
    held = actor.reach(MANAGE).paths
    return any(path.startswith(own) or own.startswith(path) for own in held)


def require_read_rules(actor: Actor, path: str) -> None:
    if not may_read_rules(actor, path):
        raise NotFound


def may_manage(actor: Actor, path: str) -> bool:
    return actor.reach(MANAGE).covers_path(path)


def require_manage(actor: Actor, path: str) -> None:
    require_read_rules(actor, path)
    if not may_manage(actor, path):
        raise NotAllowed


def may_supervise(actor: Actor, case: Case) -> bool:
    return reach_over(actor, SUPERVISE, case).covers(path=case.path, unit_id=case.unit_id)


def require_supervise(actor: Actor, case: Case) -> None:
    _require_known(actor, case)
    if not may_supervise(actor, case):
        raise NotAllowed


def may_urge(actor: Actor, case: Case) -> bool:
    """Its reporter, or staff whose duty it is to press for cases there."""
    return urges_as_staff(actor, case) or is_reporter(actor, case)


def urges_as_staff(actor: Actor, case: Case) -> bool:
    return reach_over(actor, URGE, case).covers(path=case.path, unit_id=case.unit_id)


def require_urge(actor: Actor, case: Case) -> None:
    _require_known(actor, case)
    if not may_urge(actor, case):
        raise NotAllowed


def _require_known(actor: Actor, case: Case) -> None:
    if not (sees_inside(actor, case) or is_reporter(actor, case)):
        raise NotFound
