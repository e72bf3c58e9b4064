"""Who follows which community."""

from collections.abc import Iterable

from django.db.models import Count

from lingdang.kernel.actor import Actor
from lingdang.people.models import Follow


def follower_counts(place_ids: Iterable[int]) -> dict[int, int]:
    """Followers of each place, in one statement; a place that nobody follows is absent."""
    rows = Follow.objects.filter(place_id__in=list(place_ids)).values_list("place_id")
    return dict(rows.annotate(followers=Count("id")))


def followers_of(place_ids: Iterable[int], *, after: int, limit: int) -> list[int]:
    """Who follows one of the places or several, each once, by their ids: those after one."""
    rows = Follow.objects.filter(place_id__in=list(place_ids), person_id__gt=after)
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct()[:limit])


def followed_by(actor: Actor) -> list[int]:
    """Places that a person follows, the latest first."""
    if actor.person_id is None:
        return []
    mine = Follow.objects.filter(person_id=actor.person_id).order_by("-since")
    return list(mine.values_list("place_id", flat=True))
