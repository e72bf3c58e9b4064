"""Maps speak the coordinates of their tiles; everything else is WGS-84."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import Point, System, from_wgs84, to_wgs84
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import tree

type Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Map:
    """What ``data-*`` of a map says; ``place`` is where it begins."""

    place: int | None
    pin: Point | None = None

    @property
    def tiles(self) -> str:
        return str(settings.TILE_URL)

    @property
    def credit(self) -> str:
        return str(settings.TILE_CREDIT)


def system() -> System:
    """Which coordinates the tiles are drawn in: AMap's are shifted, 天地图's are not."""
    return System(settings.TILE_SYSTEM)


def drawn(lng: Any, lat: Any) -> Point | None:  # noqa: ANN401 -- whatever the column holds
    """Where a stored point lies on the map."""
    return None if lng is None or lat is None else from_wgs84(float(lng), float(lat), system())


def meant(box: Box) -> Box:
    """What a box on the map is in stored coordinates."""
    west, south, east, north = box
    low, high = to_wgs84(west, south, system()), to_wgs84(east, north, system())
    return low.lng, low.lat, high.lng, high.lat


def box_of(text: str) -> Box:
    """What is in view, as an address says it, in stored coordinates."""
    try:
        west, south, east, north = (float(number) for number in text.split(","))
    except ValueError:
        raise Incomplete({"bbox": _("Say the area as west,south,east,north.")}) from None
    return meant((west, south, east, north))


def focus(actor: Actor, duty: str) -> int | None:
    """Where a map of this person's duty begins: the highest place that they reach."""
    paths = sorted(actor.reach(duty).paths, key=len)
    ids = paths[0].strip("/").split("/") if paths else []
    if ids and ids[-1]:
        return int(ids[-1])
    return tree().root().id if len(tree()) else None
