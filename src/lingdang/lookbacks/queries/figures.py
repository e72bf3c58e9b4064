"""What look-backs found, by unit, town or category. Of units and places, never of persons."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from lingdang.lookbacks.enums import State
from lingdang.lookbacks.models import LookBack
from lingdang.lookbacks.sampling import wilson
from lingdang.places.public import tree

_TOWN = "town"


class By(StrEnum):
    UNIT = "unit"
    PLACE = "place"
    CATEGORY = "category"


@dataclass(slots=True)
class Line:
    key: int | str | None  # none: no unit, no category
    drawn: int = 0
    held: int = 0
    came_back: int = 0

    @property
    def looked(self) -> int:
        return self.held + self.came_back

    @property
    def share(self) -> float | None:
        return self.came_back / self.looked if self.looked else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.came_back, self.looked)


_COLUMNS = {By.UNIT: "unit_id", By.PLACE: "case__place_id", By.CATEGORY: "case__category_id"}


def figures(found: QuerySet[LookBack], by: By) -> list[Line]:
    """In the order of their keys: figures, no ranking."""
    column = _COLUMNS[by]
    rows = found.order_by().values_list(column)
    counted = rows.annotate(
        drawn=Count("pk"),
        held=Count("pk", filter=Q(state=State.HELD)),
        came_back=Count("pk", filter=Q(state=State.CAME_BACK)),
    )
    lines: dict[int | str | None, Line] = {}
    for key, drawn, held, came_back in counted:
        kept = lines.setdefault(known := town_of(key) if by is By.PLACE else key, Line(known))
        kept.drawn, kept.held = kept.drawn + drawn, kept.held + held
        kept.came_back += came_back
    return sorted(lines.values(), key=lambda line: str(line.key or ""))


def town_of(place_id: int) -> int | None:
    """The town that a place lies in, or the finest place around it; none once it is dissolved."""
    places = tree()
    if place_id not in places:
        return None
    around = [*places.ancestors(place_id), places.node(place_id)]
    return next((node.id for node in around if node.level == _TOWN), around[-1].id)


def total(lines: Iterable[Line]) -> Line:
    whole = Line("")
    for line in lines:
        whole.drawn, whole.held = whole.drawn + line.drawn, whole.held + line.held
        whole.came_back += line.came_back
    return whole
