"""Hot matters as the desk shows them: how hot in a word and a colour, and week by week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

from lingdang.evidence.public import PhotoCard, photos_of_many
from lingdang.faces.desk import maps, names
from lingdang.faces.desk.forms.hot import COOLED, HOT
from lingdang.faces.desk.maps import Box
from lingdang.faces.desk.paging import Order
from lingdang.faces.desk.states import Badge
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree
from lingdang.suggestions.public import HotMatter, Week, hot_matters_for

ORDERS = {
    "heat": Order(("heat", "id")),
    "newest": Order(("last_at", "id")),
    "reports": Order(("reports", "id")),
}
_FRESH = timedelta(days=7)
_POINTS = 1000
_PHOTOS = 12
_WIDTH, _HEIGHT, _LEAST = 600, 120, 13  # of the drawing, and weeks below which bars grow no wider
_WORDS = {
    "red": pgettext_lazy("hot matter", "reported this week"),
    "amber": pgettext_lazy("hot matter", "hot"),
    "grey": pgettext_lazy("hot matter", "cooled down"),
}


@dataclass(frozen=True, slots=True)
class HotRow:
    matter: HotMatter
    badge: Badge
    place: str
    category: str
    span: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A week in the drawing of the trend."""

    x: float
    y: float
    width: float
    height: float
    begins: date
    reports: int


def found(actor: Actor, asked: dict[str, Any]) -> QuerySet[HotMatter]:
    """The matters that a list asks for."""
    matters = hot_matters_for(actor)
    if words := asked.get("q"):
        said = Q(title__icontains=words) | Q(place_word__icontains=words)
        matters = matters.filter(said | Q(words__contains=[words]))
    if place := asked.get("place"):
        path = tree().node(place).path
        matters = matters.filter(path__gte=path, path__lt=f"{path[:-1]}0")
    if category := asked.get("category"):
        matters = matters.filter(category=category)
    shown = {HOT: Q(heat__gt=0), COOLED: Q(heat=0)}
    return matters.filter(shown.get(asked.get("show", ""), Q()))


def rows_of(matters: Iterable[HotMatter], now: datetime) -> list[HotRow]:
    return [
        HotRow(
            matter=one,
            badge=badge(one, now),
            place=names.place_name(one.place_id),
            category=names.category_name(one.category_id),
            span=span(one),
        )
        for one in matters
    ]


def badge(matter: HotMatter, now: datetime) -> Badge:
    colour = "grey" if not matter.heat else "red" if now - matter.last_at <= _FRESH else "amber"
    return Badge(str(_WORDS[colour]), colour)


def span(matter: HotMatter) -> str:
    first, last = timezone.localdate(matter.first_at), timezone.localdate(matter.last_at)
    if first == last:
        return date_format(first, "Y-m-d")
    until = "m-d" if first.year == last.year else "Y-m-d"
    return f"{date_format(first, 'Y-m-d')} – {date_format(last, until)}"


def collection(matters: QuerySet[HotMatter], box: Box, now: datetime) -> dict[str, Any]:
    """The hottest in view, as GeoJSON in the coordinates of the map's tiles."""
    west, south, east, north = box
    seen = matters.filter(lng__gte=west, lng__lte=east, lat__gte=south, lat__lte=north)
    features = [_feature(one, now) for one in seen.order_by("-heat", "-id")[:_POINTS]]
    return {"type": "FeatureCollection", "features": features}


def _feature(matter: HotMatter, now: datetime) -> dict[str, Any]:
    told = badge(matter, now)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": maps.drawn(matter.lng, matter.lat)},
        "properties": {
            "number": f"{matter.heat:g}",
            "text": matter.title,
            "colour": told.colour,
            "state": told.word,
            "url": reverse("desk:hot_matter", args=[matter.pk]),
        },
    }


def bars_of(weeks: Sequence[Week]) -> list[Bar]:
    """One bar a week; the highest is as high as the drawing."""
    highest = max((week.reports for week in weeks), default=1)
    step = _WIDTH / max(_LEAST, len(weeks))
    return [
        Bar(
            x=round(number * step, 1),
            y=round(_HEIGHT * (1 - week.reports / highest), 1),
            width=round(step * 0.8, 1),
            height=round(_HEIGHT * week.reports / highest, 1),
            begins=week.begins,
            reports=week.reports,
        )
        for number, week in enumerate(weeks)
    ]


def photos_shown(subjects: Iterable[str]) -> list[PhotoCard]:
    """The newest photographs of its cases."""
    shown = [photo for photos in photos_of_many(subjects).values() for photo in photos]
    return sorted(shown, key=lambda photo: -photo.id)[:_PHOTOS]
