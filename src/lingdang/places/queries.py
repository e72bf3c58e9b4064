"""Every way to read places. Changes nothing but what this process remembers."""

import time
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from lingdang.kernel.calendar import Calendar
from lingdang.places.models import (
    Boundary,
    Day,
    Figure,
    Level,
    Place,
    Standing,
    Succession,
    TreeVersion,
)
from lingdang.places.tree import PlaceNode, Tree

_AGE = 1.0  # seconds a version number is believed
_NOVEMBER = 11
_seen = {"number": -1, "at": 0.0}


def today() -> date:
    return timezone.localdate()


def version() -> int:
    """The tree's version, asked of the database at most once a second."""
    now = time.monotonic()
    if now - _seen["at"] > _AGE:
        number = TreeVersion.objects.values_list("number", flat=True).first()
        _seen.update(number=number or 0, at=now)
    return int(_seen["number"])


def forget() -> None:
    """Believe no remembered version: this process has just changed the tree."""
    _seen["at"] = 0.0


def tree(day: date | None = None) -> Tree:
    """The tree as it stood on a day, today unless said; remembered until something changes."""
    return _tree(version(), day or today())


@lru_cache(maxsize=16)
def _tree(_version: int, day: date) -> Tree:
    rows = as_of(day).values_list(
        "place_id",
        "place__code",
        "name",
        "place__level_id",
        "place__level__name",
        "place__level__rank",
        "parent_id",
        "path",
        "depth",
    )
    return Tree(PlaceNode(row[0], row[1] or "", *row[2:]) for row in rows)


def as_of(day: date) -> QuerySet[Standing]:
    """Who stood where on a day."""
    return Standing.objects.filter(valid__contains=day)


def subtree_on(path: str, day: date) -> QuerySet[Standing]:
    """A place and everything below it on a day: one range of the path index."""
    return as_of(day).filter(path__gte=path, path__lt=f"{path[:-1]}0")


def history(place_id: int) -> list[Standing]:
    return list(
        Standing.objects.filter(place_id=place_id).select_related("parent").order_by("valid")
    )


def figures_of(place_id: int) -> list[Figure]:
    """The latest figure of each kind."""
    return list(
        Figure.objects.filter(place_id=place_id).order_by("what", "-as_of").distinct("what")
    )


def successors(place_id: int) -> list[Succession]:
    return list(Succession.objects.filter(predecessor_id=place_id).order_by("successor_id"))


def predecessors(place_id: int) -> list[Succession]:
    return list(Succession.objects.filter(successor_id=place_id).order_by("predecessor_id"))


def levels() -> list[Level]:
    return list(Level.objects.order_by("rank", "code"))


def boundaries_on(day: date, place_ids: list[int] | None = None) -> QuerySet[Boundary]:
    found = Boundary.objects.filter(valid__contains=day)
    return found if place_ids is None else found.filter(place_id__in=place_ids)


def calendar() -> Calendar:
    """Working time as the district's table of days has it."""
    return _calendar(version())


@lru_cache(maxsize=2)
def _calendar(_version: int) -> Calendar:
    return Calendar(days=dict(Day.objects.values_list("date", "worked")))


def unknown_years(day: date) -> list[int]:
    """Which years' holidays are missing on a day: its own; from November the next one's too.

    Deadlines cross the new year; where its holidays are missing, its weekdays count as worked.
    """
    wanted = [day.year, day.year + 1] if day.month >= _NOVEMBER else [day.year]
    return [year for year in wanted if not calendar().knows(year)]


def odd_days() -> QuerySet[Day]:
    """Holidays and make-up workdays, as entered."""
    return Day.objects.all()


def lock_tree() -> None:
    """Changes of the tree wait for each other: a move rewrites what another might read."""
    row, _made = TreeVersion.objects.get_or_create(pk=1)
    TreeVersion.objects.select_for_update().get(pk=row.pk)


def lock_standing(place_id: int, day: date) -> Standing | None:
    return (
        as_of(day)
        .filter(place_id=place_id)
        .select_related("place__level")
        .select_for_update(of=("self",))
        .first()
    )


def place_exists(code: str) -> bool:
    return Place.objects.filter(code=code).exists()
