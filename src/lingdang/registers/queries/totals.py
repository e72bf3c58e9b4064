"""Number fields added up, by place or by choice, with what is said of the sum."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Coalesce

from lingdang.places.public import tree
from lingdang.registers.enums import Mark
from lingdang.registers.fields import Field
from lingdang.registers.figures import Figure, heaviest
from lingdang.registers.models import Entry
from lingdang.registers.queries.entries import Text, number_in


@dataclass(slots=True)
class Total:
    """A group: how many entries, and for each number field its sum, where any entry has one."""

    group: str  # the choice, or the id of a place
    entries: int = 0
    sums: dict[str, Figure] = field(default_factory=dict)

    def __add__(self, other: "Total") -> "Total":
        names = {**self.sums, **other.sums}
        return Total(
            self.group,
            self.entries + other.entries,
            {name: added(self.sums.get(name), other.sums.get(name)) for name in names},
        )


def added(one: Figure | None, other: Figure | None) -> Figure:
    """A sum of which a part is 余, is 余."""
    figures = [figure for figure in (one, other) if figure]
    value = sum((figure.value for figure in figures), Decimal())
    return Figure(value, heaviest(figure.mark for figure in figures))


def totals_of(
    entries: QuerySet[Entry], numbers: Iterable[Field], by: Field | None = None
) -> list[Total]:
    """One group for each value of ``by``, or for each place."""
    group = Coalesce(Text(by.name), Value(""), output_field=TextField()) if by else "place_id"
    sums = {}
    for each in numbers:
        sums[f"sum_{each.name}"] = Sum(number_in(each.name))
        for mark in Mark:
            marked = Q(content__contains={each.name: {"mark": mark.value}})
            sums[f"{mark}_{each.name}"] = BoolOr(marked)  # type: ignore[assignment]
    named = entries.order_by().annotate(group=group) if by else entries.order_by()
    rows = named.values("group" if by else "place_id").annotate(entries=Count("pk"), **sums)
    return [_total(row, list(numbers), by) for row in rows]


def _total(row: dict[str, object], numbers: list[Field], by: Field | None) -> Total:
    total = Total(str(row["group" if by else "place_id"]), int(str(row["entries"])))
    for each in numbers:
        value = row[f"sum_{each.name}"]
        if value is not None:
            marks = (mark for mark in Mark if row[f"{mark}_{each.name}"])
            total.sums[each.name] = Figure(Decimal(str(value)), heaviest(marks))
    return total


def folded(totals: Iterable[Total], place_id: int) -> list[Total]:
    """Fold the sums of places into those that lie directly in one; it itself comes first."""
    places, found = tree(), dict[int, Total]()
    depth = places.node(place_id).depth
    for total in totals:
        pk = int(total.group)
        around = [*places.ancestors(pk), places.node(pk)] if pk in places else []
        below = [node for node in around if node.depth <= depth + 1]
        top = below[-1].id if below else place_id
        found[top] = found.get(top, Total(str(top))) + total
    order = {
        node.id: at for at, node in enumerate([places.node(place_id), *places.children(place_id)])
    }
    return sorted(found.values(), key=lambda it: order.get(int(it.group), 0))


def whole(totals: Iterable[Total]) -> Total:
    return sum(totals, Total(""))
