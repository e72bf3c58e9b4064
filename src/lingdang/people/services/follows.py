"""Following a community, and leaving it again."""

from django.db import transaction

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.people.facts import PlaceFollowed, PlaceUnfollowed
from lingdang.people.models import Follow
from lingdang.places.public import tree


@transaction.atomic
def follow_place(*, place_id: int, by: Actor) -> None:
    """Follow a place as oneself; following it again changes nothing."""
    if by.person_id is None:
        raise NotAllowed
    place = tree().node(place_id)
    _follow, fresh = Follow.objects.get_or_create(person_id=by.person_id, place_id=place.id)
    if fresh:
        record(PlaceFollowed(of_place=place.id), by=by)


@transaction.atomic
def unfollow_place(*, place_id: int, by: Actor) -> None:
    if by.person_id is None:
        raise NotAllowed
    gone, _rows = Follow.objects.filter(person_id=by.person_id, place_id=place_id).delete()
    if gone:
        record(PlaceUnfollowed(of_place=place_id), by=by)
