"""The places that a person walks, as a phone can use them without a network."""

from dataclasses import dataclass
from typing import Any

import shapely
from django.conf import settings
from shapely.geometry import shape

from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System
from lingdang.people.public import Duty
from lingdang.places.public import PlaceNode, boundaries_geojson, tree

MOST = 60  # places that a list on a phone can hold
_METRES = 111_320.0  # a degree


@dataclass(frozen=True, slots=True)
class Ground:
    """``radius``: metres from its middle within which somebody stands in it."""

    id: int
    name: str
    lng: float | None = None
    lat: float | None = None
    radius: int = 0


def tops(actor: Actor) -> list[PlaceNode]:
    """Where the actor serves: the top of each reach."""
    places = tree()
    paths = actor.reach(Duty.SEE_CASE).paths
    ids = [int(path.strip("/").rpartition("/")[2]) if path else places.root().id for path in paths]
    return sorted((places.node(pk) for pk in ids if pk in places), key=lambda node: node.path)


def grounds(actor: Actor) -> list[Ground]:
    """The finest places that a list can hold, each with its middle where it has an outline."""
    nodes = _finest(actor)
    outlines = _outlines(nodes)
    return [_ground(node, outlines.get(node.id)) for node in nodes]


def middle(actor: Actor) -> tuple[float, float] | None:
    """Where a walk begins when the phone does not say where it is."""
    placed = [(one.lng, one.lat) for one in grounds(actor) if one.lng and one.lat]
    if not placed:
        return None
    lngs, lats = zip(*placed, strict=True)
    return round(sum(lngs) / len(lngs), 6), round(sum(lats) / len(lats), 6)


def outlines(actor: Actor) -> dict[str, Any]:
    """The outlines of these places, as a map draws them."""
    nodes = {node.id for node in _finest(actor)}
    found = [
        feature
        for parent in _parents(_finest(actor))
        for feature in boundaries_geojson(below=parent, system=System(settings.TILE_SYSTEM))[
            "features"
        ]
        if feature["id"] in nodes
    ]
    return {"type": "FeatureCollection", "features": found}


def _finest(actor: Actor) -> list[PlaceNode]:
    places, found = tree(), []
    for top in tops(actor):
        below = [node for node in places.subtree(top.id) if node.level != "building"]
        while len(below) > MOST:
            deepest = max(node.depth for node in below)
            below = [node for node in below if node.depth < deepest]
        finest = max((node.depth for node in below), default=0)
        found += [node for node in below if node.depth == finest] or [top]
    return list({node.id: node for node in found}.values())[:MOST]


def _outlines(nodes: list[PlaceNode]) -> dict[int, shapely.Geometry]:
    found = {}
    for parent in _parents(nodes):
        for feature in boundaries_geojson(below=parent)["features"]:
            found[feature["id"]] = shape(feature["geometry"])
    return found


def _parents(nodes: list[PlaceNode]) -> set[int]:
    return {node.parent_id or node.id for node in nodes}


def _ground(node: PlaceNode, outline: shapely.Geometry | None) -> Ground:
    if outline is None:
        return Ground(node.id, node.name)
    middle = outline.representative_point()
    west, south, east, north = outline.bounds
    half = max(north - south, east - west) / 2 * _METRES
    return Ground(node.id, node.name, round(middle.x, 6), round(middle.y, 6), round(half))
