"""The care register, for those who visit; for everybody else, how many."""

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from lingdang.dossiers.enums import CareCategory
from lingdang.dossiers.models import CareEntry, CareQuerySet, CareVisit
from lingdang.dossiers.policies import MANAGE_CARE as MANAGE
from lingdang.dossiers.policies import VISIT
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import (
    ROLE_DUTIES,
    Duty,
    PersonCard,
    blind_index,
    cards,
    decrypt,
    mask_name,
    mask_phone,
    posts_for,
)
from lingdang.places.public import tree

REGISTER = Actor.process("care register", Duty.MANAGE_POST)


@dataclass(frozen=True, slots=True)
class Cared:
    """Whom it is about, in plain or masked."""

    name: str
    phone: str = ""
    address: str = ""
    condition: str = ""


def care_for(actor: Actor) -> CareQuerySet:
    """All entries that this actor may see, with when they were last visited."""
    entries = CareEntry.objects.within(actor.reach(VISIT), timezone.localdate())
    return entries.annotate(last_on=Max("visits__on"))


def entry_for(actor: Actor, entry_id: int) -> CareEntry:
    entry = care_for(actor).filter(pk=entry_id).first()
    if entry is None:
        raise NotFound
    return entry


def helpers_for(actor: Actor) -> dict[int, PersonCard]:
    """Who visits, within the places where this actor keeps the register."""
    places, today = tree(), timezone.localdate()
    reach = actor.reach(MANAGE)
    kept = [node.id for node in places if reach.covers(path=node.path)]
    roles = [role for role, duties in ROLE_DUTIES.items() if VISIT in duties]
    posts = posts_for(REGISTER, today).on(today).filter(role__in=roles, place__in=kept)
    people = posts.filter(person__is_active=True).order_by("place", "person")
    return cards(dict.fromkeys(people.values_list("person", flat=True)))


def called(entries: CareQuerySet, name: str) -> CareQuerySet:
    """Find somebody by their whole name, which is stored nowhere in plain."""
    return entries.filter(name_index=blind_index(f"care:{name.strip()}")) if name else entries


def lock_entry(entry_id: int) -> CareEntry:
    found = CareEntry.objects.select_for_update(no_key=True).filter(pk=entry_id).first()
    if found is None:
        raise NotFound
    return found


def plain(entry: CareEntry) -> Cared:
    return Cared(**json.loads(decrypt(entry.cipher)))


def masked(entry: CareEntry) -> Cared:
    person = plain(entry)
    return Cared(mask_name(person.name), mask_phone(person.phone))


def visits_of(entry: CareEntry) -> list[tuple[CareVisit, str]]:
    """Visits with their notes, the latest first."""
    return [(visit, decrypt(visit.cipher)) for visit in entry.visits.all()]


@dataclass(frozen=True, slots=True)
class CareCount:
    category: str
    label: str
    entries: int
    visits: int


def care_counts(place_ids: list[int], since: date) -> list[CareCount]:
    """How many are looked after in some places, and how often since a day: all that is public."""
    rows = (
        CareEntry.objects.running()
        .filter(place__in=place_ids)
        .values_list("category")
        .annotate(
            entries=Count("pk", distinct=True),
            made=Count("visits", filter=Q(visits__on__gte=since)),
        )
    )
    found = {category: (entries, made) for category, entries, made in rows}
    return [
        CareCount(category.value, str(category.label), *found.get(category.value, (0, 0)))
        for category in CareCategory
    ]
