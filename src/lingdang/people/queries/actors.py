"""From posts to duties and how far they reach."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from django.utils import timezone

from lingdang.kernel.actor import NOWHERE, Actor, Reach
from lingdang.people.enums import ROLE_DUTIES, Role
from lingdang.people.models import ApiToken, Person, Post, Unit
from lingdang.people.queries.units import with_paths


def actor_for(person: Person, on: date | None = None) -> Actor:
    """Who a person is today, by their posts; two statements at most."""
    name = f"person:{person.pk}"  # the journal is for ever: no name goes into it
    if not person.is_active:
        return Actor(name=name, person_id=person.pk)
    day = on or timezone.localdate()
    posts = list(with_paths(Post.objects.filter(person=person).on(day), day))
    units = _units_below({post.unit_path for post in posts if post.unit_path})
    duties: defaultdict[str, Reach] = defaultdict(Reach)
    for post in posts:
        reach = reach_of(post, units)
        for duty in ROLE_DUTIES[Role(post.role)] if reach != NOWHERE else ():
            duties[duty.value] |= reach
    return Actor(name=name, person_id=person.pk, duties=MappingProxyType(dict(duties)))


def reach_of(post: Post, units: dict[str, frozenset[int]]) -> Reach:
    """Find what a post loaded with paths covers: its place, else its unit and those below.

    A dissolved place has no path any more: nothing is covered by it.
    """
    if post.place_id:
        return Reach(paths=frozenset({post.place_path} if post.place_path else ()))
    return Reach(units=units.get(post.unit_path or "", frozenset()))


def _units_below(paths: set[str]) -> dict[str, frozenset[int]]:
    if not paths:
        return {}
    rows = list(Unit.objects.below(paths).values_list("pk", "path"))
    return {path: frozenset(pk for pk, below in rows if below.startswith(path)) for path in paths}


def hash_of_key(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def actor_for_token(key: str, on: date | None = None) -> Actor | None:
    """Who a program acts as: its person, with the token's duties as far as still held."""
    token = (
        ApiToken.objects.select_related("person")
        .filter(key_hash=hash_of_key(key), revoked_at=None, expires_at__gt=timezone.now())
        .first()
    )
    if token is None or not token.person.is_active:
        return None
    actor = actor_for(token.person, on)
    held = {duty: reach for duty, reach in actor.duties.items() if duty in token.duties}
    return replace(actor, name=f"{actor.name}/token:{token.pk}", duties=MappingProxyType(held))
