"""Visits to those who are looked after: by building, with the next due; no name in plain."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from lingdang.dossiers.public import CareCategory, CareEntry, care_for, masked
from lingdang.faces.patrol.cards import place_name
from lingdang.kernel.actor import Actor

_MOST, _TODAY = 300, 20


@dataclass(frozen=True, slots=True)
class Visit:
    entry: CareEntry
    name: str
    category: str
    is_due: bool


def due_visits(actor: Actor) -> list[Visit]:
    """Mine that are due, the longest first."""
    due = care_for(actor).due_by(timezone.localdate()).filter(helper=actor.person_id)
    return visits_of(due.order_by("due_on", "id")[:_TODAY])


def by_building(actor: Actor) -> list[tuple[str, list[Visit]]]:
    """All that I may visit, building after building, the next first."""
    houses: dict[str, list[Visit]] = {}
    for visit in visits_of(care_for(actor).running().order_by("due_on", "id")[:_MOST]):
        houses.setdefault(place_name(visit.entry.place_id), []).append(visit)
    return sorted(houses.items())


def visits_of(entries: Iterable[CareEntry]) -> list[Visit]:
    today = timezone.localdate()
    return [
        Visit(
            entry,
            masked(entry).name,
            str(CareCategory(entry.category).label),
            entry.due_on <= today,
        )
        for entry in entries
    ]
