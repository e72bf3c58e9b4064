"""Who plans, records, orders, publishes and sees. Pure but for the tree of places.

An unannounced round is known, until it is published, to those alone who plan or publish where it
is organised, and to the members of its groups.
"""

from lingdang.inspections.enums import ORDER, PLAN, PUBLISH, RECORD, SEE
from lingdang.inspections.models import Round
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.places.public import tree


def path_of(place_id: int) -> str:
    places = tree()
    return places.node(place_id if place_id in places else places.root().id).path


def may(actor: Actor, duty: str, place_id: int) -> bool:
    return actor.reach(duty).covers_path(path_of(place_id))


def require(actor: Actor, duty: str, place_id: int) -> None:
    if not may(actor, duty, place_id):
        raise NotAllowed


def may_plan(actor: Actor, place_id: int) -> bool:
    return may(actor, PLAN, place_id)


def organises(actor: Actor, round_: Round) -> bool:
    """Whether they know everything of a round before anybody else does."""
    return may(actor, PLAN, round_.place_id) or may(actor, PUBLISH, round_.place_id)


def may_record(actor: Actor, *, is_member: bool) -> bool:
    return actor.has(RECORD) and is_member


def may_order(actor: Actor, round_: Round) -> bool:
    return may(actor, ORDER, round_.place_id)


def may_publish(actor: Actor, round_: Round) -> bool:
    return may(actor, PUBLISH, round_.place_id)


def covered_places(actor: Actor, duty: str = SEE) -> set[int] | None:
    """The places that a duty reaches; none means everywhere."""
    paths = actor.reach(duty).paths
    places = tree()
    if "" in paths or (len(places) and places.root().path in paths):
        return None
    return {node.id for node in places if any(node.path.startswith(path) for path in paths)}


def places_around(actor: Actor, *duties: str) -> set[int] | None:
    """Those within reach of a duty, and those around them: a round of the district concerns all."""
    places, found = tree(), set[int]()
    for duty in duties:
        within = covered_places(actor, duty)
        if within is None:
            return None
        found |= within
    around = {node.id for pk in found if pk in places for node in places.ancestors(pk)}
    return found | around
