"""Who may have things learned, join a case, keep the list of ten and its promises."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.places.public import tree
from lingdang.suggestions.enums import HANDLE, KEEP_TEN
from lingdang.suggestions.models import TenItem

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


def may_keep_ten(actor: Actor, place_id: int) -> bool:
    places = tree()
    return place_id in places and actor.reach(KEEP_TEN).covers_path(places.node(place_id).path)


def require_keep_ten(actor: Actor, place_id: int) -> None:
    if not may_keep_ten(actor, place_id):
        raise NotAllowed


def may_progress(actor: Actor, item: TenItem) -> bool:
    """Who keeps the list, and whoever works for the unit that leads."""
    leads = actor.reach(HANDLE).covers(unit_id=item.unit_id) if item.unit_id else False
    return leads or may_keep_ten(actor, item.ten.place_id)


def require_progress(actor: Actor, item: TenItem) -> None:
    if not may_progress(actor, item):
        raise NotAllowed
