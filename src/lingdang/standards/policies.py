"""Who may change the standards. Pure."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

MANAGE = "standards.manage"


def may_manage(actor: Actor) -> bool:
    return actor.has(MANAGE)


def require_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise NotAllowed
