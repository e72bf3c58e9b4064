"""Whose lists and runs. Pure."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.worklists.models import Run, SavedList

SEE = "cases.see_case"


def require_staff(actor: Actor) -> int:
    """Lists and runs belong to a person who sees cases; says whose they would be."""
    if actor.person_id is None or not actor.has(SEE):
        raise NotAllowed
    return actor.person_id


def require_own_list(actor: Actor, saved: SavedList) -> None:
    if saved.owner_id != actor.person_id:
        raise NotFound


def require_own_run(actor: Actor, run: Run) -> None:
    if run.by_id != actor.person_id:
        raise NotFound


def may_share_at(actor: Actor, path: str) -> bool:
    return actor.reach(SEE).covers(path=path)
