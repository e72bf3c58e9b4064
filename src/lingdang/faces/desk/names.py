"""Names of units and categories, kept for a minute: every row shows them, they hardly change."""

from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache

from lingdang.cases.public import Category
from lingdang.journal.public import last_seal
from lingdang.people.public import Unit
from lingdang.places.public import tree

_SECONDS = 60
_SEAL_SECONDS = 5
_SHOWN = 2  # names of a place's path that tell it apart within a district


def units() -> dict[int, str]:
    return _kept(
        "desk.units", lambda: dict(Unit.objects.order_by("path").values_list("id", "name"))
    )


def categories() -> dict[str, str]:
    return _kept(
        "desk.categories", lambda: dict(Category.objects.order_by("pk").values_list("pk", "name"))
    )


def unit_name(unit_id: int | None) -> str:
    return _named("desk.units", units, unit_id)


def category_name(code: str | None) -> str:
    return _named("desk.categories", categories, code)


def sealed() -> tuple[int, datetime | None]:
    """Up to which fact the journal is sealed, and when that was; a few seconds old."""
    found: tuple[int, datetime | None] | None = cache.get("desk.seal")
    if found is None:
        seal = last_seal()
        found = (seal.fact_ids[-1], seal.at) if seal else (0, None)
        cache.set("desk.seal", found, _SEAL_SECONDS)
    return found


def place_name(place_id: int | None, *, shown: int = _SHOWN) -> str:
    """Show the end of a place's path: ``滨湖街道 / 建业社区``."""
    if not place_id or place_id not in tree():
        return ""  # nowhere, or dissolved since
    return " / ".join(tree().path_names(place_id)[-shown:])


def _named[K: (int, str)](key: str, load: Callable[[], dict[K, str]], wanted: K | None) -> str:
    if wanted is None:
        return ""
    if wanted not in load():
        cache.delete(key)  # newer than what was kept
    return load().get(wanted, "")


def _kept[K: (int, str)](key: str, load: Callable[[], dict[K, str]]) -> dict[K, str]:
    found: dict[K, str] | None = cache.get(key)
    if found is None:
        found = load()
        cache.set(key, found, _SECONDS)
    return found
