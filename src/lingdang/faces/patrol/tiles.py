"""What may be wrong, as tiles for a thumb: what one met lately first, then by type."""

from dataclasses import dataclass

from lingdang.cases.public import cases_for, reported_by
from lingdang.kernel.actor import Actor
from lingdang.standards.public import Category, category_by_code, category_groups

TILES = 8
_LATELY = 200


@dataclass(frozen=True, slots=True)
class Type:
    """A type of point, with its first tiles, or all of them."""

    name: str
    categories: list[Category]


def lately(actor: Actor) -> list[Category]:
    """My own latest, then what is met most where I serve; eight at most."""
    own = reported_by(actor).exclude(category=None).order_by("-id")
    here = cases_for(actor).exclude(category=None).order_by("-id")
    codes = [
        *own.values_list("category_id", flat=True)[:_LATELY],
        *_most(list(here.values_list("category_id", flat=True)[:_LATELY])),
    ]
    found = (category_by_code(code) for code in dict.fromkeys(codes) if code)
    return [category for category in found if category][:TILES]


def _most(codes: list[str | None]) -> list[str | None]:
    return sorted(dict.fromkeys(codes), key=codes.count, reverse=True)


def types(*, whole: bool) -> list[Type]:
    most = None if whole else TILES
    return [Type(group.name, below[:most]) for group, below in category_groups()]


def names() -> list[dict[str, str]]:
    """All of them, as a phone searches them."""
    return [
        {"code": each.code, "name": each.name, "group": group.name}
        for group, below in category_groups()
        for each in below
    ]
