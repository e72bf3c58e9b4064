"""Who is who, as far as a screen may show it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from lingdang.kernel.errors import NotFound
from lingdang.people.enums import PHONE_IS_PUBLIC, SERVING, Role
from lingdang.people.models import Person, Post
from lingdang.people.privacy import mask_name, phone_index
from lingdang.places.public import tree


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person on a screen: ``张*``, ``138****1234``, and the first role they hold."""

    id: int
    display: str
    phone: str
    role: str


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Someone who serves a place. ``phone_public`` is empty unless it may be called by anyone."""

    person_id: int
    role: str
    role_label: str
    display: str
    phone_public: str
    place_id: int
    remark: str
    on_duty: bool


def cards(ids: Iterable[int | None], on: date | None = None) -> dict[int, PersonCard]:
    """Look many people up in one statement."""
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    posts = Post.objects.on(on or timezone.localdate()).filter(person=OuterRef("pk"))
    first = Subquery(posts.order_by("pk").values("role")[:1])
    people = Person.objects.filter(pk__in=wanted).annotate(first_role=first)
    return {person.pk: _card(person, person.first_role) for person in people}


def _card(person: Person, role: str | None) -> PersonCard:
    return PersonCard(
        id=person.pk,
        display=person.masked_name,
        phone=person.masked_phone,
        role=str(Role(role).label) if role else "",
    )


def team_of(place_id: int, *, on: date, on_duty: Callable[["Served"], bool]) -> list[TeamMember]:
    """Who serves a place: its own people first, then those of the community, then of the street.

    Within a level those on duty come first, then the order of ``SERVING``.
    """
    nodes = tree(on).ancestors(place_id) if place_id else []
    depths = {node.id: node.depth for node in nodes}
    depths[place_id] = max(depths.values(), default=0) + 1
    posts = (
        Post.objects.on(on)
        .filter(place_id__in=depths, role__in=SERVING, person__is_active=True)
        .select_related("person")
    )
    team = [(post, on_duty(post)) for post in posts]
    team.sort(
        key=lambda item: (
            -depths[item[0].place_id or 0],
            not item[1],
            SERVING.index(Role(item[0].role)),
            item[0].pk,
        )
    )
    return [_member(post, on_duty=serves) for post, serves in team]


class Served(Protocol):
    """A post, as far as one asks whether it is served at a moment."""

    @property
    def person_id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def place_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def duty_from(self) -> time | None: ...
    @property
    def duty_to(self) -> time | None: ...


def is_on_duty(post: Served, at: time) -> bool:
    """Whether a time of day lies in the daily hours; those of a night end before they begin."""
    if post.duty_from is None or post.duty_to is None:
        return True
    if post.duty_from <= post.duty_to:
        return post.duty_from <= at < post.duty_to
    return at >= post.duty_from or at < post.duty_to


def _member(post: Post, *, on_duty: bool) -> TeamMember:
    public = settings.SHOW_STAFF_PHONES and post.role in PHONE_IS_PUBLIC
    name, phone = post.person.name, post.person.phone
    return TeamMember(
        person_id=post.person_id,
        role=post.role,
        role_label=post.role_label,
        display=name if public else mask_name(name),
        phone_public=phone if public else "",
        place_id=post.place_id or 0,
        remark=post.remark,
        on_duty=on_duty,
    )


def person_by_id(person_id: int) -> Person:
    try:
        return Person.objects.get(pk=person_id)
    except Person.DoesNotExist:
        raise NotFound from None


def lock_person(person_id: int) -> Person:
    try:
        return Person.objects.select_for_update(no_key=True).get(pk=person_id)
    except Person.DoesNotExist:
        raise NotFound from None


def person_by_phone(phone: str) -> Person | None:
    return Person.objects.filter(phone_index=phone_index(phone)).first()


def person_by_login(login: str) -> Person | None:
    return Person.objects.filter(login=login.strip().lower()).first()
