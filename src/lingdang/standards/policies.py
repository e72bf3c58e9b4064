"""Who may change the standards. Pure."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

MANAGE = "standards.manage"


def may_manage(actor: Actor) -> bool:
    return actor.has(MANAGE)


def require_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise NotAllowed


def may_classify(actor: Actor, path: str) -> bool:
    """Classes are given to places, so the duty must reach the place."""
    return actor.reach(MANAGE).covers_path(path)


def require_classify(actor: Actor, path: str) -> None:
    if not may_classify(actor, path):
        raise NotAllowed
