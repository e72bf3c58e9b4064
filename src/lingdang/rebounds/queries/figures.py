"""How many closings came back, by unit, town or category. Of units and places, never of persons."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from lingdang.cases.public import CaseQuerySet
from lingdang.lookbacks.public import By, town_of, wilson


@dataclass(slots=True)
class Line:
    key: int | str | None  # none: no unit
    closed: int = 0
    came_back: int = 0

    @property
    def share(self) -> float | None:
        return self.came_back / self.closed if self.closed else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.came_back, self.closed)


_COLUMNS = {By.UNIT: "unit_id", By.PLACE: "place_id", By.CATEGORY: "category_id"}


def figures(closed: CaseQuerySet, by: By) -> list[Line]:
    """In the order of their keys: figures, no ranking."""
    rows = closed.order_by().values_list(_COLUMNS[by])
    counted = rows.annotate(
        closed=Count("pk"), back=Count("pk", filter=Q(came_back=True))
    ).values_list(_COLUMNS[by], "closed", "back")
    lines: dict[int | str | None, Line] = {}
    for key, many, back in counted:
        known = town_of(key) if by is By.PLACE else key
        line = lines.setdefault(known, Line(known))
        line.closed, line.came_back = line.closed + many, line.came_back + back
    return sorted(lines.values(), key=lambda line: str(line.key or ""))


def total(lines: Iterable[Line]) -> Line:
    whole = Line("")
    for line in lines:
        whole.closed, whole.came_back = whole.closed + line.closed, whole.came_back + line.came_back
    return whole
