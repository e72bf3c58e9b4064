"""Who writes and publishes notices: whoever has the duty, for places in their reach."""

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.notices.enums import PUBLISH
from lingdang.places.public import tree


def may_publish(actor: Actor, place_id: int) -> bool:
    places = tree()
    return place_id in places and actor.reach(PUBLISH).covers_path(places.node(place_id).path)


def require_publish(actor: Actor, place_id: int) -> None:
    if not may_publish(actor, place_id):
        raise NotAllowed
