"""Who looks after what goes out. Pure. What one is told is one's own, and nobody else's."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.messaging.enums import MANAGE


def may_manage(actor: Actor) -> bool:
    return actor.has(MANAGE)


def require_manage(actor: Actor) -> None:
    if not may_manage(actor):
        raise NotAllowed


def require_somebody(actor: Actor) -> int:
    """Whoever chooses for themselves has an account."""
    if actor.person_id is None:
        raise NotAllowed
    return actor.person_id
