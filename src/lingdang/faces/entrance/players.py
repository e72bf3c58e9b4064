"""Who can be played in the demonstration, by role."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import (
    Duty,
    Person,
    Post,
    Role,
    mask_phone,
    posts_for,
    resident_by_phone,
)
from lingdang.places.public import tree

_PER_ROLE = 3
RESIDENT = "resident"
_RESIDENT_PHONE = "13800138000"  # a number that rings nowhere


@dataclass(frozen=True, slots=True)
class Player:
    key: str
    display: str
    where: str


@dataclass(slots=True)
class Group:
    label: str
    people: list[Player] = field(default_factory=list)


def groups() -> list[Group]:
    """Residents first, then three holders of each role, those of one neighbourhood together."""
    found = {role.value: Group(str(role.label)) for role in Role}
    for post in _posts():
        players = found[post.role].people
        key = str(post.person_id)
        if len(players) < _PER_ROLE and all(key != other.key for other in players):
            players.append(Player(key, post.person.name, _where(post)))
    resident = Player(RESIDENT, _("Any resident"), mask_phone(_RESIDENT_PHONE))
    return [
        Group(_("Resident"), [resident]),
        *(group for group in found.values() if group.people),
    ]


def _posts() -> list[Post]:
    today = timezone.localdate()
    listing = Actor.process("demonstration", Duty.MANAGE_POST)
    posts = posts_for(listing, today).on(today).filter(person__is_active=True)
    order = ("role", "place_path", "unit_path", "pk")  # posts_for adds the paths
    return list(posts.order_by(*order))


def _where(post: Post) -> str:
    if post.place_id is None:
        return post.unit.name if post.unit else ""
    names = tree().path_names(post.place_id)
    return " ".join(names[1:] or names)


def person(key: str) -> Person:
    """Whoever the page offers; nobody else can be entered."""
    if key == RESIDENT:
        return resident_by_phone(_RESIDENT_PHONE)
    offered = {player.key for group in groups() for player in group.people}
    if key not in offered:
        raise NotFound
    return next(post.person for post in _posts() if str(post.person_id) == key)
