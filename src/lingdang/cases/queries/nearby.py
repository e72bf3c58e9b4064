"""What everybody may know of what goes on around them: kind, cell, state and days.

Nothing that anybody wrote is read here, nor the position as it was told. What is asked for is
compared with the cell too, so that asking again and again comes no nearer than the cell.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians

from django.db.models import F, FloatField, Func, Q, Value
from django.db.models.functions import Power, Sqrt
from django.utils import timezone

from lingdang.cases.enums import ENDED, OPEN, Source, State
from lingdang.cases.models import Case, CaseQuerySet
from lingdang.cases.models.lists import ids_of, under
from lingdang.kernel.coordinates import Point
from lingdang.kernel.errors import NotFound
from lingdang.places.public import PlaceNode, tree
from lingdang.standards.public import Category

NEARBY_DAYS = 90
NEARBY_METRES = 2000
CELL = 0.0005  # degrees: about 50 m
_METRES = 111_320  # of a degree of latitude
# What an office has read and taken up. A ring and a visit are at somebody's door: never told.
_TOLD = (OPEN - {State.RECEIVED}) | {State.CLOSED}
_AT_THE_DOOR = (Source.BELL, Source.VISIT)
_HOUSES = {"building", "household", "point"}  # levels that say whose door it is
_READ = (
    *("id", "state", "category_id", "place_id", "received_at"),
    *("filed_at", "dispatched_at", "handled_at", "verified_at", "closed_at"),
)


@dataclass(frozen=True, slots=True)
class Nearby:
    """A circle about a point (WGS-84), or a place and what lies in it, or the whole district."""

    point: Point | None = None
    place_id: int | None = None
    open: bool | None = None
    category: str = ""
    words: str = ""  # of a category, a place, a number


class _Rounded(Func):
    function = "ROUND"
    output_field = FloatField()


def nearby_public(asked: Nearby) -> CaseQuerySet:
    """Cases of the last 90 days, each with ``spot_lng``, ``spot_lat`` and, of a point, ``metres``.

    Without text, contact or exact position; unordered.
    """
    since = timezone.now() - timedelta(days=NEARBY_DAYS)
    found = _told().filter(received_at__gte=since)
    if asked.open is not None:
        found = found.filter(state__in=sorted(OPEN if asked.open else ENDED))
    if asked.category:
        found = found.filter(category=asked.category)
    if asked.words:
        found = found.filter(_named(asked.words.strip()))
    if asked.point:
        return _within(found, asked.point)
    return found if asked.place_id is None else found.under(_open_ground(asked.place_id)[-1].path)


def one_public(number: str) -> Case:
    """One of them, however old it is."""
    found = _told().numbered(number).first()
    if found is None or found.number != number:
        raise NotFound
    return found


def public_place(place_id: int) -> str:
    """Name a grid and what lies around it: never a house."""
    if place_id not in tree():
        return ""
    *around, place = [node.name for node in _open_ground(place_id)[-2:]]
    return place if all(map(place.startswith, around)) else "".join([*around, place])


def _open_ground(place_id: int) -> list[PlaceNode]:
    """From the root down to the place, or to where houses begin."""
    places = tree()
    chain = [*places.ancestors(place_id), places.node(place_id)]
    return [node for node in chain if node.level not in _HOUSES]


def _named(words: str) -> Q:
    kinds = Category.objects.filter(name__contains=words)
    named = Q(pk__in=ids_of(words)) | Q(category__in=kinds.values("code"))
    for node in tree().search(words):
        if node.level not in _HOUSES:
            named |= under(node.path)
    return named


def _told() -> CaseQuerySet:
    told = Case.objects.public().whole().in_states(_TOLD).filter(category__isnull=False)
    cells = {
        f"spot_{name}": _Rounded(F(name) / CELL, output_field=FloatField()) * CELL
        for name in ("lng", "lat")
    }
    return told.exclude(source__in=_AT_THE_DOOR).annotate(**cells).only(*_READ).listed()


def _within(cases: CaseQuerySet, point: Point) -> CaseQuerySet:
    """Find by the index first, wider by a cell, then by the cell's own distance."""
    wide = _METRES * cos(radians(point.lat))
    lng, lat = NEARBY_METRES / max(wide, 1.0) + CELL, NEARBY_METRES / _METRES + CELL
    box = cases.in_bbox(point.lng - lng, point.lat - lat, point.lng + lng, point.lat + lat)
    east = (F("spot_lng") - Value(point.lng)) * Value(wide)
    north = (F("spot_lat") - Value(point.lat)) * Value(float(_METRES))
    far = Sqrt(Power(east, 2) + Power(north, 2), output_field=FloatField())
    return box.annotate(metres=far).filter(metres__lte=NEARBY_METRES)
