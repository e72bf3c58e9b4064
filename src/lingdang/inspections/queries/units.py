"""Which unit answers for a place: the office of the nearest place around it that has one."""

from lingdang.people.public import Unit, UnitKind, units_at
from lingdang.places.public import tree


def unit_answering(place_id: int) -> int | None:
    places = tree()
    if place_id not in places:
        return None
    around = [*places.ancestors(place_id), places.node(place_id)]
    towns = [node.id for node in around if node.level in {"town", "village", "grid"}]
    found = {unit.place_id: unit for unit in _offices(towns)}
    return next((found[pk].pk for pk in reversed(towns) if pk in found), None)


def _offices(place_ids: list[int]) -> list[Unit]:
    """The topmost of each place: what stands below it is a part of it."""
    return list(units_at(place_ids, UnitKind.OFFICE).order_by("-path"))
