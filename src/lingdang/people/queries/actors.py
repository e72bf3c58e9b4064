"""From posts to duties and how far they reach."""

from collections import defaultdict
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from django.utils import timezone

from lingdang.kernel.actor import Actor, Reach, as_role
from lingdang.people.enums import CONFIDANTS, ROLE_DUTIES, Role
from lingdang.people.models import ApiToken, Person, Post, Unit
from lingdang.places.public import tree


def actor_for(person: Person, on: date | None = None) -> Actor:
    """Who a person is today, by their posts; two statements at most."""
    name = name_of(person.pk)
    if not person.is_active:
        return Actor(name=name, person_id=person.pk)
    duties = _duties_of(person.pk, on or timezone.localdate())
    return Actor(name=name, person_id=person.pk, duties=MappingProxyType(duties))


def name_of(person_id: int) -> str:
    return f"person:{person_id}"  # the journal is for ever: no name goes into it


def _duties_of(person_id: int, day: date) -> dict[str, Reach]:
    """How far each duty reaches: every request asks, so plain values are read, not models."""
    held = Post.objects.filter(person=person_id).on(day)
    posts = list(held.values_list("role", "place_id", "unit__path"))
    units = _units_below({unit_path for *_place, unit_path in posts if unit_path})
    places = tree(day)
    duties: defaultdict[str, Reach] = defaultdict(Reach)
    for role, place_id, unit_path in posts:
        if place_id and place_id not in places:
            continue  # a dissolved place covers nothing
        node = places.node(place_id) if place_id else None
        reach = _below(node.path) if node else Reach(units=units[unit_path])
        for duty in _carried(Role(role), node.level if node else ""):
            duties[duty] |= reach
    return dict(duties)


def _carried(role: Role, level: str) -> list[str]:
    """The duties of a role; and that it is held, for what is restricted to it."""
    held = as_role(role.value, level) if role in CONFIDANTS else ()
    return [*(duty.value for duty in ROLE_DUTIES[role]), *held]


def _below(place_path: str) -> Reach:
    return Reach(paths=frozenset({place_path}))


def _units_below(paths: set[str]) -> dict[str, frozenset[int]]:
    if not paths:
        return {}
    rows = list(Unit.objects.below(paths).values_list("pk", "path"))
    return {path: frozenset(pk for pk, below in rows if below.startswith(path)) for path in paths}


def hash_of_key(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def actor_for_token(key: str, on: date | None = None) -> Actor | None:
    """Who a program acts as: its person, with the token's duties as far as still held."""
    found = (
        ApiToken.objects.filter(
            key_hash=hash_of_key(key), revoked_at=None, expires_at__gt=timezone.now()
        )
        .filter(person__is_active=True)
        .values_list("pk", "duties", "person_id")
    )
    for token_id, allowed, person_id in found:  # one at most: the hash is unique
        duties = _duties_of(person_id, on or timezone.localdate())
        held = {duty: reach for duty, reach in duties.items() if duty in allowed}
        name = f"{name_of(person_id)}/token:{token_id}"
        return Actor(name=name, person_id=person_id, duties=MappingProxyType(held))
    return None
