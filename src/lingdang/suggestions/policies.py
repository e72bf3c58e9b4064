"""Who may have things learned, and who may look at what was learned."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

LEARN = "suggestions.learn"  # of the worker and the command; no role holds it


def require_learn(actor: Actor) -> None:
    if not actor.has(LEARN):
        raise NotAllowed
