"""Who may import, and whose imports they see. Pure."""

from lingdang.intake.models import Import
from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people.public import Duty


def reach_of(actor: Actor) -> Reach:
    """Where this actor may put imported cases."""
    return actor.reach(Duty.IMPORT_CASES)


def top_of(actor: Actor) -> str:
    """The highest place that this actor may import to, as a path; empty is everywhere."""
    return min(reach_of(actor).paths, key=lambda path: (len(path), path), default="")


def require_import(actor: Actor) -> None:
    if not actor.has(Duty.IMPORT_CASES):
        raise NotAllowed


def may_see(actor: Actor, run: Import) -> bool:
    """One's own, and those of whoever serves within one's reach."""
    if not actor.has(Duty.IMPORT_CASES):
        return False
    own = actor.person_id is not None and actor.person_id == run.person_id
    return own or any(run.path.startswith(path) for path in reach_of(actor).paths)


def require_see(actor: Actor, run: Import) -> None:
    if not may_see(actor, run):
        raise NotFound
