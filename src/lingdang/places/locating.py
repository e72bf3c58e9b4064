"""From a point to its place, in process: a spatial index over the finest tiling level."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, radians
from typing import Literal

import shapely
import shapely.ops
from django.conf import settings

from lingdang.places.queries import boundaries_on, today, tree, version
from lingdang.places.tree import Tree

METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True)
class Located:
    """``how`` it was found: in a boundary, near one (``metres`` away), or left to the root."""

    place_id: int
    path: str
    how: Literal["inside", "nearest", "desk"]
    metres: float = 0.0


class Finder:
    """The boundaries of one day, prepared for look-ups; deeper places win over shallower."""

    def __init__(self, places: Tree, shapes: Sequence[tuple[int, bytes]]) -> None:
        kept = [(places.node(place_id), shape) for place_id, shape in shapes if place_id in places]
        kept.sort(key=lambda item: -item[0].depth)  # the first hit is the deepest
        self._places = places
        self._nodes = [node for node, _shape in kept]
        self._shapes = shapely.from_wkb([shape for _node, shape in kept])
        shapely.prepare(self._shapes)
        self._index = shapely.STRtree(self._shapes)

    def find(self, lng: float, lat: float) -> Located:
        point = shapely.Point(lng, lat)
        hits = self._index.query(point, predicate="intersects")
        if len(hits):
            node = self._nodes[hits.min()]
            return Located(node.id, node.path, "inside")
        return self._nearest(point) or self._desk()

    def _nearest(self, point: shapely.Point) -> Located | None:
        limit = settings.LOCATE_NEAREST_METRES
        box = limit / METRES_PER_DEGREE / cos(radians(point.y))
        best: tuple[float, int] | None = None
        for index in self._index.query(point.buffer(box)):
            metres = _metres(point, self._shapes[index])
            if metres <= limit and (best is None or (metres, index) < best):
                best = (metres, int(index))
        if best is None:
            return None
        node = self._nodes[best[1]]
        return Located(node.id, node.path, "nearest", round(best[0], 1))

    def _desk(self) -> Located:
        root = self._places.root()
        return Located(root.id, root.path, "desk")


def _metres(point: shapely.Point, shape: shapely.Geometry) -> float:
    near = shapely.ops.nearest_points(shape, point)[0]
    east = (near.x - point.x) * cos(radians(point.y))
    return float((east**2 + (near.y - point.y) ** 2) ** 0.5 * METRES_PER_DEGREE)


@lru_cache(maxsize=4)
def _finder(_version: int, day: date) -> Finder:
    rows = boundaries_on(day).filter(place__level__tiles=True).values_list("place_id", "shape")
    return Finder(tree(day), [(place_id, bytes(shape)) for place_id, shape in rows])


def locate(lng: float, lat: float, day: date | None = None) -> Located:
    """Which place a WGS-84 point belongs to on a day; never nowhere."""
    return _finder(version(), day or today()).find(lng, lat)


def metres_outside(place_id: int, lng: float, lat: float, day: date | None = None) -> float | None:
    """How far a point lies outside a place's boundary; nothing where it has none."""
    boundary = boundaries_on(day or today(), [place_id]).first()
    if boundary is None:
        return None
    return _metres(shapely.Point(lng, lat), shapely.from_wkb(bytes(boundary.shape)))


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two points (longitude, latitude) are apart."""
    return _metres(shapely.Point(one), shapely.Point(other))
