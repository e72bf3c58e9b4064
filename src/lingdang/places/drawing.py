"""Boundaries as a map wants them."""

import json
from datetime import date
from typing import Any

import shapely

from lingdang.kernel.coordinates import System, from_wgs84
from lingdang.places.geometry import converted
from lingdang.places.queries import boundaries_on, today, tree

type Box = tuple[float, float, float, float]  # west, south, east, north in degrees WGS-84


def boundaries_geojson(
    *,
    level: str | None = None,
    below: int | None = None,
    day: date | None = None,
    system: System = System.WGS84,
    box: Box | None = None,
) -> dict[str, Any]:
    """A FeatureCollection of outlines with ``id, code, name, level`` as properties."""
    on = day or today()
    places = tree(on)
    nodes = places.subtree(below) if below else list(places)
    wanted = {node.id: node for node in nodes if level is None or node.level == level}
    rows = boundaries_on(on, list(wanted))
    if box:
        west, south, east, north = box
        rows = rows.filter(
            min_lng__lte=east, max_lng__gte=west, min_lat__lte=north, max_lat__gte=south
        )
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": row.place_id,
                "properties": {
                    "id": row.place_id,
                    "code": wanted[row.place_id].code,
                    "name": wanted[row.place_id].name,
                    "level": wanted[row.place_id].level,
                },
                "geometry": _geometry(bytes(row.shape), system),
            }
            for row in rows.order_by("place_id")
        ],
    }


def _geometry(wkb: bytes, system: System) -> Any:  # noqa: ANN401 -- JSON
    shape = shapely.from_wkb(wkb)
    if system != System.WGS84:
        shape = converted(shape, lambda lng, lat: from_wgs84(lng, lat, system))
    return json.loads(shapely.to_geojson(shape))
