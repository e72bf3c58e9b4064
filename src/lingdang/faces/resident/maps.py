"""What a small map needs to know; our own boundaries, and tiles only where a source is set."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from shapely.geometry import shape

from lingdang.kernel.coordinates import System, from_wgs84
from lingdang.places.public import boundaries_geojson, tree


@dataclass(frozen=True, slots=True)
class MapShown:
    lng: float | str = ""
    lat: float | str = ""

    @property
    def tiles(self) -> str:
        return settings.TILE_URL

    @property
    def credit(self) -> str:
        return settings.TILE_CREDIT

    @property
    def system(self) -> str:
        return map_system().value

    @property
    def boundaries(self) -> str:
        return reverse("resident:boundaries")

    @property
    def where(self) -> str:
        return reverse("resident:where")


def map_system() -> System:
    """Find the system the tiles are drawn in: AMap's are shifted, 天地图's are not."""
    return System(settings.TILE_SYSTEM)


def map_at(lng: float | None, lat: float | None) -> MapShown:
    """Show a stored point (WGS-84), or the whole district."""
    if lng is None or lat is None:
        return MapShown()
    point = from_wgs84(lng, lat, map_system())
    return MapShown(round(point.lng, 6), round(point.lat, 6))


def map_of(place_id: int) -> MapShown:
    """Show the middle of a place, or of the nearest one above it that has an outline."""
    places = tree()
    for node in [places.node(place_id), *reversed(places.ancestors(place_id))]:
        drawn = boundaries_geojson(below=node.id, level=node.level, system=map_system())
        if drawn["features"]:
            middle = shape(drawn["features"][0]["geometry"]).representative_point()
            return MapShown(round(middle.x, 6), round(middle.y, 6))
    return MapShown()
