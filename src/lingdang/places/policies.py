"""Who may change the tree. Pure."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.places.enums import MANAGE_PLACE


def may_manage(actor: Actor, path: str) -> bool:
    return actor.reach(MANAGE_PLACE).covers_path(path)


def require_manage(actor: Actor, path: str) -> None:
    if not may_manage(actor, path):
        raise NotAllowed
