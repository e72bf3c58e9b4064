"""Names of units and categories, kept for a minute: every row shows them, they hardly change."""

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse

from lingdang.journal.public import last_seal
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.standards.public import Category

_SECONDS = 60.0
_SEAL_SECONDS = 5.0
_MAJOR = re.compile(r"B?\d{2}")
_SHOWN = 2  # names of a place's path that tell it apart within a district
_kept: dict[str, tuple[float, Any]] = {}  # in the process itself: a page asks a hundred times


def units() -> dict[int, str]:
    return _keep("units", _load_units)


def categories() -> dict[str, str]:
    """What a case may be filed under: the major classes only hold others together."""
    known = _keep("categories", _load_categories)
    return {code: name for code, name in known.items() if not _MAJOR.fullmatch(code)}


def unit_name(unit_id: int | None) -> str:
    return _named("units", _load_units, unit_id)


def category_name(code: str | None) -> str:
    return _named("categories", _load_categories, code)


def sealed() -> tuple[int, datetime | None]:
    """Up to which fact the journal is sealed, and when that was; a few seconds old."""
    return _keep("seal", _load_seal, _SEAL_SECONDS)


def place_name(place_id: int | None, *, shown: int = _SHOWN) -> str:
    """Show the end of a place's path: ``滨湖街道 / 建业社区``."""
    places = tree()
    if not place_id or place_id not in places:
        return ""  # nowhere, or dissolved since
    if shown == 1:
        return places.node(place_id).name
    return end_of(places.path_names(place_id), shown)


def end_of(path: list[str], shown: int = _SHOWN) -> str:
    return " / ".join(path[-shown:])


def case_address() -> Callable[[int], str]:
    """Where cases are shown: asked once for a whole list, since reversing costs what a row does."""
    before, _zero, after = reverse("desk:case", args=[0]).rpartition("0")
    return lambda case_id: f"{before}{case_id}{after}"


def forget() -> None:
    _kept.clear()


def _load_units() -> dict[int, str]:
    return dict(Unit.objects.order_by("path").values_list("id", "name"))


def _load_categories() -> dict[str, str]:
    return dict(Category.objects.order_by("pk").values_list("pk", "name"))


def _load_seal() -> tuple[int, datetime | None]:
    seal = last_seal()
    return (seal.fact_ids[-1], seal.at) if seal else (0, None)


def _named[K: (int, str)](key: str, load: Callable[[], dict[K, str]], wanted: K | None) -> str:
    if not wanted:
        return ""
    found = _keep(key, load)
    if wanted not in found:  # newer than what was kept
        _kept.pop(key, None)
        found = _keep(key, load)
    return found.get(wanted, "")


def _keep[T](key: str, load: Callable[[], T], seconds: float = _SECONDS) -> T:
    now = time.monotonic()
    since, value = _kept.get(key, (-seconds, None))
    if now - since >= seconds:
        value = load()
        _kept[key] = (now, value)
    found: T = value
    return found
