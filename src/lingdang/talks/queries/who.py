"""Whose attention a note may ask for: who sees the case as staff do."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.people.public import ROLE_DUTIES, Duty, Post, Unit
from lingdang.places.public import tree

_SEEING = sorted(role for role, duties in ROLE_DUTIES.items() if Duty.SEE_CASE in duties)
_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Mentionable:
    person_id: int
    name: str  # in full, to find them by; a screen shows ``display``
    display: str
    role: str


def mentionable(case: Case, words: str = "") -> list[Mentionable]:
    """Who holds a post over the place, or in the unit that has it; by the beginning of a name."""
    above = [node.id for node in tree().ancestors(case.place_id)] if case.place_id in tree() else []
    over = Q(place__in=[*above, case.place_id])
    if case.unit_id:
        unit = Unit.objects.filter(pk=case.unit_id).first()
        over |= Q(unit__in=[int(pk) for pk in unit.path.strip("/").split("/")] if unit else [])
    posts = Post.objects.on(timezone.localdate()).filter(over, role__in=_SEEING)
    found: dict[int, Mentionable] = {}
    for post in (
        posts.filter(person__is_active=True).select_related("person").order_by("role", "pk")
    ):
        person = post.person
        if words and not (person.name.startswith(words) or (person.login or "").startswith(words)):
            continue
        found.setdefault(
            person.pk, Mentionable(person.pk, person.name, person.masked_name, post.role_label)
        )
    return list(found.values())[:_OFFERED]
