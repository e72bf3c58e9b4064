"""Entries with a position, in a box: one by one, or counted by cells where they are many."""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Floor

from lingdang.registers.models import Entry

MOST_POINTS = 500  # that a map shows one by one
_CELLS = 16  # across the box, when they are counted

type Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Spot:
    """One entry, or as many as lie in a cell: then it stands in their middle."""

    lng: float
    lat: float
    entries: int
    entry_id: int | None = None
    label: str = ""


def spots_in(entries: QuerySet[Entry], box: Box) -> list[Spot]:
    west, south, east, north = box
    inside = entries.filter(lng__range=(west, east), lat__range=(south, north)).order_by()
    few = list(inside.values_list("lng", "lat", "pk", "label")[: MOST_POINTS + 1])
    if len(few) <= MOST_POINTS:
        return [Spot(lng or 0, lat or 0, 1, pk, label) for lng, lat, pk, label in few]
    size = max((east - west) / _CELLS, 1e-6)
    cells = {
        name: Cast(Floor((F(name) - Value(edge)) / Value(size)), IntegerField())
        for name, edge in (("lng", west), ("lat", south))
    }
    counted = inside.annotate(column=cells["lng"], row=cells["lat"]).values("column", "row")
    middles = counted.annotate(entries=Count("pk"), x=Avg("lng"), y=Avg("lat"))
    return [Spot(cell["x"], cell["y"], cell["entries"]) for cell in middles]
