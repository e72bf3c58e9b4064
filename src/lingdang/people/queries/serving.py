"""Who serves in certain roles: those of the nearest place, or unit, that has any."""

from collections.abc import Collection, Iterable

from django.utils import timezone

from lingdang.people.enums import ROLE_DUTIES, Role
from lingdang.people.models import Post, Unit
from lingdang.people.models.post import PostQuerySet
from lingdang.places.public import tree


def roles_with(duty: str) -> frozenset[Role]:
    return frozenset(role for role, duties in ROLE_DUTIES.items() if duty in duties)


def serving_place(roles: Collection[Role], place_id: int) -> list[int]:
    """Persons who hold one of the roles today at the place, or at the nearest above that has any.

    One statement.
    """
    places = tree()
    if place_id not in places:
        return []
    above = [*places.ancestors(place_id), places.node(place_id)]
    held = _held(roles).filter(place__in=[node.id for node in above])
    found = held.values_list("place_id", "person_id")
    return _nearest([node.id for node in above], found)


def serving_unit(roles: Collection[Role], unit_id: int) -> list[int]:
    """Persons who hold one of the roles today at the unit, or at the nearest above that has any."""
    path = Unit.objects.values_list("path", flat=True).filter(pk=unit_id).first() or ""
    above = [int(pk) for pk in path.strip("/").split("/") if pk]
    found = _held(roles).filter(unit__in=above).values_list("unit_id", "person_id")
    return _nearest(above, found)


def _held(roles: Collection[Role]) -> PostQuerySet:
    today = Post.objects.on(timezone.localdate())
    return today.filter(role__in=sorted(roles), person__is_active=True).order_by("pk")


def _nearest(above: list[int], found: Iterable[tuple[int | None, int]]) -> list[int]:
    by_anchor: dict[int | None, list[int]] = {}
    for anchor, person_id in found:
        by_anchor.setdefault(anchor, []).append(person_id)
    for anchor in reversed(above):
        if anchor in by_anchor:
            return list(dict.fromkeys(by_anchor[anchor]))
    return []
