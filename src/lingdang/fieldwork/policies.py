"""Who may send actions. Pure; what an action may do is asked by the room that does it."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

SEE = "cases.see_case"


def require_outside(actor: Actor) -> int:
    """Whoever works outside is a person with duties; says who."""
    if actor.person_id is None or not actor.has(SEE):
        raise NotAllowed
    return actor.person_id
