"""What may become a point: entries of a register that have a place, and places themselves."""

from dataclasses import dataclass
from typing import Self

from lingdang.inspections.models import Point, Round
from lingdang.kernel.actor import Actor
from lingdang.places.public import PlaceNode, tree
from lingdang.registers.public import FieldType, below, content_for, entries_for, sight_of

TYPE = "type"  # the field of a register that says what a point is


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    label: str
    kind: str
    place_id: int
    entry_id: int | None = None
    lng: float | None = None
    lat: float | None = None

    @classmethod
    def place(cls, node: PlaceNode) -> Self:
        return cls(f"place:{node.code}", node.name, "", node.id)

    @property
    def identity(self) -> tuple[int | None, int | None]:
        return self.entry_id, None if self.entry_id else self.place_id

    @property
    def town_id(self) -> int | None:
        places = tree()
        if self.place_id not in places:
            return None
        around = [*places.ancestors(self.place_id), places.node(self.place_id)]
        return next((node.id for node in around if node.level == "town"), None)

    def point(self, round_: Round, group_id: int | None) -> Point:
        return Point(
            round=round_,
            entry_id=self.entry_id,
            place_id=self.place_id,
            label=self.label[:100],
            kind=self.kind[:60],
            lng=self.lng,
            lat=self.lat,
            group_id=group_id,
            number=0,
        )


def candidates(actor: Actor, register: str, place_id: int) -> list[Candidate]:
    """Entries of a register below a place, as far as the asker sees them."""
    sight = sight_of(actor, register)
    fields = [it for it in sight.seen if it.name == TYPE and it.type == FieldType.CHOICE]
    found = below(entries_for(actor, sight.register), place_id).order_by("pk")
    return [
        Candidate(
            key=f"{sight.register.code}:{entry.pk}",
            label=entry.label or f"#{entry.pk}",
            kind=str(content_for(entry, fields).get(TYPE, "")),
            place_id=entry.place_id,
            entry_id=entry.pk,
            lng=entry.lng,
            lat=entry.lat,
        )
        for entry in found
    ]
