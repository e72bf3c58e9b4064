"""Who may send actions, who works outside. Pure; what an action may do its own room is asked."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.people.public import Role

SEE = "cases.see_case"
_OUTSIDE = frozenset({Role.GRID_WORKER, Role.BUILDING_HEAD, Role.LIAISON, Role.VERIFIER})


def require_outside(actor: Actor) -> int:
    """Whoever works outside is a person with duties; says who."""
    if actor.person_id is None or not actor.has(SEE):
        raise NotAllowed
    return actor.person_id


def works_outside(actor: Actor) -> bool:
    """Whoever walks and does nothing else: their work is on a phone. A second role is at a desk."""
    held = {role for role in actor.roles() if role in Role}
    return bool(held) and held <= _OUTSIDE
