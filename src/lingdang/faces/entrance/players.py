"""Who can be played in the demonstration, by role."""

from dataclasses import dataclass, field
from itertools import zip_longest

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
from lingdang.places.public import Tree, tree

_PER_ROLE = 3
RESIDENT = "resident"
_RESIDENT_PHONE = "15409000064"  # of the demonstration's bell-ringer; it rings nowhere


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
    """Residents first, then three of each role at three places, a neighbourhood together."""
    found = {role.value: Group(str(role.label)) for role in Role}
    for post in _posts():
        players = found[post.role].people
        one = Player(str(post.person_id), post.person.name, _where(post))
        known = any(one.key == other.key or one.where == other.where for other in players)
        if len(players) < _PER_ROLE and not known:
            players.append(one)
    resident = Player(RESIDENT, _("Any resident"), mask_phone(_RESIDENT_PHONE))
    return [
        Group(_("Resident"), [resident]),
        *(group for group in found.values() if group.people),
    ]


def _posts() -> list[Post]:
    """Today's posts; first those around the community where most roles meet."""
    today, now = timezone.localdate(), tree()
    listing = Actor.process("demonstration", Duty.MANAGE_POST)
    posts = posts_for(listing, today).on(today).filter(person__is_active=True).order_by("pk")
    order = {node.id: number for number, node in enumerate(now)}
    found = [post for post in posts if post.place_id is None or post.place_id in now]
    centre = _centre(found, now)

    def nearness(post: Post) -> tuple[bool, int]:
        path = now.node(post.place_id).path if post.place_id else ""
        around = path.startswith(centre) or centre.startswith(path)
        return not around, order.get(post.place_id or 0, 0)

    return sorted(found, key=nearness)


def _centre(posts: list[Post], now: Tree) -> str:
    roles: dict[str, set[str]] = {}
    for post in posts:
        for node in (
            [*now.ancestors(post.place_id), now.node(post.place_id)] if post.place_id else []
        ):
            if node.level == "village":
                roles.setdefault(node.path, set()).add(post.role)
    return max(roles, key=lambda path: len(roles[path]), default="")


def _where(post: Post) -> str:
    if post.place_id is None:
        return post.unit.name if post.unit else ""
    names = tree().path_names(post.place_id)
    within = names[1:] or names
    return " ".join(
        name
        for name, inner in zip_longest(within, within[1:])
        if not (inner and inner.startswith(name))  # 建业社区第1网格 says 建业社区
    )


def person(key: str) -> Person:
    """Whoever the page offers; nobody else can be entered."""
    if key == RESIDENT:
        return resident_by_phone(_RESIDENT_PHONE)
    offered = {player.key for group in groups() for player in group.people}
    if key not in offered:
        raise NotFound
    return next(post.person for post in _posts() if str(post.person_id) == key)
