"""Builders for the tests of other rooms."""

from dataclasses import dataclass
from datetime import date

import shapely

from lingdang.kernel.actor import Actor
from lingdang.places.enums import MANAGE_PLACE
from lingdang.places.models import Place
from lingdang.places.queries import forget as believe_nothing  # noqa: F401 -- for a test in one transaction
from lingdang.places.services import create_place, draw_boundary

SURVEYOR = Actor.process("survey", MANAGE_PLACE)
LONG_AGO = date(2020, 1, 1)

type Square = tuple[float, float, float]  # west, south, size in degrees


def a_place(
    name: str = "网格",
    *,
    level: str = "grid",
    parent: Place | None = None,
    square: Square | None = None,
    code: str | None = None,
    on: date = LONG_AGO,
) -> Place:
    place = create_place(
        name=name,
        level=level,
        parent_id=parent.pk if parent else None,
        code=code,
        on=on,
        by=SURVEYOR,
    )
    if square:
        west, south, size = square
        outline = shapely.box(west, south, west + size, south + size)
        draw_boundary(place_id=place.pk, shape=outline, on=on, by=SURVEYOR)
    return place


@dataclass(frozen=True, slots=True)
class SmallDistrict:
    """A district around 113.30 E, 33.76 N; another town stands beside for strangers."""

    district: Place
    town: Place
    village: Place
    grid: Place  # its square starts at 113.30, 33.76 and is 0.01° wide
    next_grid: Place  # just east of it
    other_town: Place
    other_village: Place
    other_grid: Place


def a_district() -> SmallDistrict:
    district = a_place("示范区", level="district", square=(113.28, 33.74, 0.1), code="d")
    town = a_place("应滨街道", level="town", parent=district, square=(113.30, 33.76, 0.02))
    village = a_place("建业社区", level="village", parent=town, square=(113.30, 33.76, 0.02))
    other_town = a_place("滨湖街道", level="town", parent=district, square=(113.34, 33.80, 0.02))
    other_village = a_place(
        "湖光社区", level="village", parent=other_town, square=(113.34, 33.80, 0.02)
    )
    return SmallDistrict(
        district=district,
        town=town,
        village=village,
        grid=a_place("第一网格", parent=village, square=(113.30, 33.76, 0.01)),
        next_grid=a_place("第二网格", parent=village, square=(113.31, 33.76, 0.01)),
        other_town=other_town,
        other_village=other_village,
        other_grid=a_place("湖光网格", parent=other_village, square=(113.34, 33.80, 0.02)),
    )
