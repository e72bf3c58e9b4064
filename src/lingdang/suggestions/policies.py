"""Who may have things learned, and who may look at what was learned."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

REPORT_FOR_OTHER = "cases.report_for_other"
LEARN = "suggestions.learn"  # of the worker and the command; no role holds it


def require_learn(actor: Actor) -> None:
    if not actor.has(LEARN):
        raise NotAllowed


def require_join(actor: Actor, *, for_other: bool) -> None:
    """A person or a browser for itself; the desk for whoever calls."""
    itself = actor.person_id is not None or actor.is_stranger
    if not (actor.has(REPORT_FOR_OTHER) if for_other else itself):
        raise NotAllowed
