"""Whose attention a note may ask for: who sees the case as staff do."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from lingdang.cases.public import Case, who_may_see
from lingdang.people.public import ROLE_DUTIES, Duty, Post, Unit
from lingdang.places.public import tree

_SEEING = sorted(role for role, duties in ROLE_DUTIES.items() if Duty.SEE_CASE in duties)
_OFFERED = 50
_FIRST = -100  # before any depth of the tree


@dataclass(frozen=True, slots=True)
class Colleague:
    person_id: int
    name: str  # in full, to find them by; a screen shows ``display``
    display: str
    role: str


def mentionable(case: Case, words: str = "") -> list[Colleague]:
    """Offer some of them, the nearest first; by the beginning of a name when one is typed."""
    return [one for one in colleagues(case) if one.name.startswith(words)][:_OFFERED]


def colleagues(case: Case) -> list[Colleague]:
    """Who holds a post over the place, or in the unit that has it, and sees the case."""
    found: dict[int, Colleague] = {}
    for post in sorted(_posts(case), key=_nearness):
        person = post.person
        shown = Colleague(person.pk, person.name, person.masked_name, post.role_label)
        found.setdefault(person.pk, shown)
    if not case.is_restricted:
        return list(found.values())
    seeing = set(who_may_see(found.keys(), case))
    return [one for one in found.values() if one.person_id in seeing]


def _nearness(post: Post) -> tuple[int, str, int]:
    """The unit that has it, then from the grid upwards."""
    places = tree()
    if post.place_id is None or post.place_id not in places:
        return (_FIRST, post.role, post.pk)
    return (-places.node(post.place_id).depth, post.role, post.pk)


def _posts(case: Case) -> QuerySet[Post]:
    places = tree()
    above = [node.id for node in places.ancestors(case.place_id)] if case.place_id in places else []
    over = Q(place__in=[case.place_id, *above])
    if case.unit_id:
        unit = Unit.objects.filter(pk=case.unit_id).first()
        over |= Q(unit__in=[int(pk) for pk in unit.path.strip("/").split("/")] if unit else [])
    roles = Q() if case.is_restricted else Q(role__in=_SEEING)
    posts = Post.objects.on(timezone.localdate()).filter(over, roles, person__is_active=True)
    return posts.select_related("person")
