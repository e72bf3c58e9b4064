"""Rebounds as the desk shows them: which are asked for, how a row reads, points on a map."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, Spot, cases_for, search
from lingdang.faces.desk import lookbacks, maps, names
from lingdang.faces.desk.maps import Box
from lingdang.faces.desk.paging import Order
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import By
from lingdang.lookbacks.public import Line as Looked
from lingdang.places.public import tree
from lingdang.rebounds.public import (
    Line,
    Rebound,
    Standing,
    Wanted,
    closings,
    figures,
    narrowed,
    of_case,
    rebounds_for,
)

ORDERS = {
    "newest": Order(("found_at", "id")),
    "oldest": Order(("found_at", "id"), descending=False),
    "closed": Order(("closed_at", "id")),
}
COLOURS = {
    Standing.COUNTED: "red",
    Standing.POSSIBLE: "amber",
    Standing.NOT_SAME: "green",
    Standing.LAPSED: "grey",
}
_POINTS = 1000
_SHARED = ("unit", "place", "category", "since", "until")
_WANTED = ("state", "unit", "place", "spot_at", "category", "within", "since", "until", "once")


@dataclass(frozen=True, slots=True)
class Row:
    """``seen``: which of the two cases this person may open."""

    it: Rebound
    seen: frozenset[int]

    @property
    def standing(self) -> Standing:
        return self.it.standing

    @property
    def colour(self) -> str:
        return COLOURS[self.standing]

    @property
    def spot(self) -> Spot:
        return Spot(self.it.spot)

    @property
    def sees_case(self) -> bool:
        return self.it.case_id in self.seen

    @property
    def sees_earlier(self) -> bool:
        return self.it.earlier_id in self.seen


@dataclass(frozen=True, slots=True)
class Figure:
    """A line with its name, what look-backs found beside it, and the addresses of its rows."""

    line: Line
    looked: Looked
    name: str
    told: dict[str, Any]  # what narrows a list to it
    within: int | None

    @property
    def query(self) -> str:
        return urlencode(self.told)

    @property
    def back(self) -> str:
        counted = {"state": Standing.COUNTED.value, "once": 1}
        return urlencode(self.told | counted | ({"within": self.within} if self.within else {}))

    @property
    def closed(self) -> str:
        return _closed(self.told)


def wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(**{name: asked[name] for name in _WANTED if name in asked})


def found(actor: Actor, asked: dict[str, Any]) -> QuerySet[Rebound]:
    its = narrowed(rebounds_for(actor), wanted(asked))
    if words := asked.get("q"):
        hits = search(cases_for(actor), words).values("pk")
        its = its.filter(Q(case__in=hits) | Q(earlier__in=hits))
    return its


def rows_of(actor: Actor, its: Iterable[Rebound]) -> list[Row]:
    its = list(its)
    both = {pk for it in its for pk in (it.case_id, it.earlier_id)}
    seen = cases_for(actor).filter(pk__in=both).values_list("pk", flat=True) if both else ()
    return [Row(it, frozenset(seen)) for it in its]


def rows_of_case(actor: Actor, case: Case) -> list[Row]:
    return rows_of(actor, of_case(actor, case))


def collection(actor: Actor, its: QuerySet[Rebound], box: Box) -> dict[str, Any]:
    """Those in view, as GeoJSON in the coordinates of the map's tiles."""
    west, south, east, north = box
    seen = its.filter(
        case__lng__gte=west, case__lng__lte=east, case__lat__gte=south, case__lat__lte=north
    )
    features = [_feature(row) for row in rows_of(actor, seen.order_by("-id")[:_POINTS])]
    return {"type": "FeatureCollection", "features": features}


def _feature(row: Row) -> dict[str, Any]:
    case = row.it.case
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": maps.drawn(case.lng, case.lat)},
        "properties": {
            "number": case.number,
            "text": names.category_name(row.it.category_id),
            "colour": row.colour,
            "state": str(row.standing.label),
            "url": reverse("desk:rebound", args=[row.it.pk]),
        },
    }


def counted(actor: Actor, asked: dict[str, Any]) -> list[Figure]:
    """By new reports, and beside it by looking: of the same closings."""
    by = By(asked.get("by", By.UNIT))
    beside = {name: asked[name] for name in ("by", *_SHARED) if name in asked}
    looked = {one.line.key: one.line for one in lookbacks.counted(actor, beside)}
    lines = figures(closings(actor, wanted(asked)), by)
    named = [
        Figure(
            line,
            looked.get(line.key, Looked(line.key)),
            _name(by, line.key),
            _of_line(by, line.key, asked),
            asked.get("within"),
        )
        for line in lines
    ]
    return sorted(named, key=lambda one: one.name)


def _name(by: By, key: int | str | None) -> str:
    nobody = by is By.UNIT and key is None
    return _("Settled in the grid") if nobody else lookbacks.name_of(by, key)


def _of_line(by: By, key: int | str | None, asked: dict[str, Any]) -> dict[str, Any]:
    """What narrows any list to a line, within what was asked for."""
    told = {name: asked[name] for name in _SHARED if name in asked}
    if by is By.UNIT:
        return told | {"unit": key or 0}
    if by is By.CATEGORY:
        return told | {"category": key or ""}
    return told | ({"place": _finer(int(key), asked.get("place"))} if key else {})


def _finer(town_id: int, asked: int | None) -> int:
    """The place asked for, when it lies in the town of the line."""
    places = tree()
    if not asked or asked not in places or town_id not in places:
        return town_id
    inside = places.node(asked).path.startswith(places.node(town_id).path)
    return asked if inside else town_id


def _closed(told: dict[str, Any]) -> str:
    """The same closings in the list of cases."""
    names_there = {"since": "closed_from", "until": "closed_to"}
    query = {names_there.get(name, name): value for name, value in told.items()}
    if query.get("unit") == 0:
        query |= {"unit": "", "in_grid": 1}
    return urlencode(query | {"whole": 1})
