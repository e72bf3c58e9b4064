"""The handbook and the categories, remembered until something in them changes."""

import time
from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Prefetch

from lingdang.standards.handbook import Handbook
from lingdang.standards.models import BookVersion, Category, Edition, Limit, PlaceClass, Standard

_AGE = 1.0  # seconds a version number is believed
_seen = {"number": -1, "at": 0.0}


def forget() -> None:
    """Believe no remembered version: this process has just changed the book."""
    _seen["at"] = 0.0


def handbook(*, knowing: int | None = None) -> Handbook:
    """The book as this process knows it; anew, when it does not know a standard that a case has."""
    book = _handbook(_version())
    if knowing is None or knowing in book:
        return book
    forget()
    return _handbook(_version())


def _version() -> int:
    """Ask the database at most once a second."""
    now = time.monotonic()
    if now - _seen["at"] > _AGE:
        number = BookVersion.objects.values_list("number", flat=True).first()
        _seen.update(number=number or 0, at=now)
    return int(_seen["number"])


@lru_cache(maxsize=2)
def _handbook(_version: int) -> Handbook:
    editions = list(Edition.objects.published().order_by("valid"))
    limits = Limit.objects.select_related("street_class").order_by("pk")
    standards = (
        Standard.objects.filter(edition__in=editions)
        .select_related("edition")
        .prefetch_related(Prefetch("limits", limits))
        .order_by("number")
    )
    return Handbook(editions, standards, PlaceClass.objects.select_related("street_class__scheme"))


def remembered_categories() -> Mapping[str, Category]:
    return _categories(_version())


@lru_cache(maxsize=2)
def _categories(_version: int) -> Mapping[str, Category]:
    return {category.code: category for category in Category.objects.all()}
