"""The rectified ledger 整改清单: found, put right, open, back; delays; what nobody looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Q,
    QuerySet,
)
from django.utils import timezone

from lingdang.inspections.enums import Dimension, Standing
from lingdang.inspections.models import AreaPlace, Finding
from lingdang.inspections.queries.findings import (
    CAME_BACK,
    IS_DROPPED,
    IS_RECTIFIED,
    bad_findings_for,
)
from lingdang.inspections.queries.rounds import points_for
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree

_FIELDS = {
    Dimension.ROUND: ("round_id",),
    Dimension.UNIT: ("unit_of",),
    Dimension.PLACE: ("point__place_id",),
    Dimension.ITEM: ("item__code", "item__text"),
    Dimension.TRADE: ("point__kind",),
    Dimension.GROUP: ("point__group_id",),
}


class Median(Aggregate):
    """The middle one of durations, by PostgreSQL."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)%(filter)s"
    output_field = DurationField()


@dataclass(slots=True)
class Sum:
    """One row of the ledger; ``found`` is the sum of the other three."""

    key: Any  # of the dimension: an id, a text; a pair of an item's code and text
    found: int = 0
    rectified: int = 0
    dropped: int = 0
    back: int = 0
    handing: timedelta | None = None  # from found to handed over: median, worst
    handing_worst: timedelta | None = None
    righting: timedelta | None = None  # from handed over to put right
    righting_worst: timedelta | None = None

    @property
    def open(self) -> int:
        return self.found - self.rectified - self.dropped

    @property
    def percent(self) -> float | None:
        """Of what is pursued, how much is put right; one decimal."""
        pursued = self.found - self.dropped
        return round(100 * self.rectified / pursued, 1) if pursued else None

    def __add__(self, other: "Sum") -> "Sum":
        """Counts add up, medians do not."""
        return Sum(
            self.key,
            self.found + other.found,
            self.rectified + other.rectified,
            self.dropped + other.dropped,
            self.back + other.back,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what a ledger is narrowed; all of it together."""

    round_id: int | None = None
    unit_id: int | None = None
    place_id: int | None = None
    group_id: int | None = None
    trade: str = ""
    item: str = ""
    standing: str = ""
    back: bool = False
    first: date | None = None
    last: date | None = None
    words: str = ""


def ledger_for(actor: Actor, wanted: Wanted) -> QuerySet[Finding]:
    """The rows behind every number."""
    plain = {
        "round": wanted.round_id,
        "unit_of": wanted.unit_id,
        "point__group": wanted.group_id,
        "point__kind": wanted.trade,
        "item__code": wanted.item,
        "standing": wanted.standing,
        "found_at__date__gte": wanted.first,
        "found_at__date__lte": wanted.last,
    }
    found = bad_findings_for(actor).filter(**{name: it for name, it in plain.items() if it})
    if wanted.place_id:
        found = found.filter(point__place__in=[it.id for it in tree().subtree(wanted.place_id)])
    if wanted.back:
        found = found.filter(CAME_BACK)
    if words := wanted.words.strip().replace("\0", ""):
        said = Q(note__icontains=words) | Q(item__text__icontains=words)
        found = found.filter(said | Q(point__label__icontains=words) | Q(item__code=words))
    return found.select_related("round", "point", "item", "case", "order")


def sums_of(findings: QuerySet[Finding], by: Dimension) -> list[Sum]:
    """One row each, the most open first; places are their towns."""
    names = _FIELDS[by]
    rows = findings.order_by().values(*names).annotate(**_counts(), **_delays())
    sums = [_sum(row, names) for row in rows]
    return sorted(_by_town(sums) if by == Dimension.PLACE else sums, key=lambda it: -it.open)


def whole_of(findings: QuerySet[Finding]) -> Sum:
    return _sum({"": None, **findings.aggregate(**_counts(), **_delays())}, ("",))


def _counts() -> dict[str, Any]:
    return {
        "n_found": Count("pk"),
        "n_rectified": Count("pk", filter=IS_RECTIFIED),
        "n_dropped": Count("pk", filter=IS_DROPPED),
        "n_back": Count("pk", filter=CAME_BACK),
    }


def _delays() -> dict[str, Any]:
    def between(one: str, other: str) -> "ExpressionWrapper[Any]":
        return ExpressionWrapper(F(other) - F(one), output_field=DurationField())

    handing, righting = between("found_at", "handed_at"), between("handed_at", "rectified_at")
    return {
        "handing": Median(handing),
        "handing_worst": Max(handing),
        "righting": Median(righting, filter=IS_RECTIFIED),
        "righting_worst": Max(righting, filter=IS_RECTIFIED),
    }


def _sum(row: Mapping[str, Any], names: tuple[str, ...]) -> Sum:
    key = row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)
    counts = (row[f"n_{name}"] for name in ("found", "rectified", "dropped", "back"))
    delays = (row[name] for name in ("handing", "handing_worst", "righting", "righting_worst"))
    return Sum(key, *counts, *delays)


def _by_town(sums: Iterable[Sum]) -> list[Sum]:
    """Fold what lies in a town into it; medians cannot be folded and are left out."""
    places, found = tree(), dict[int, Sum]()
    for one in sums:
        around = [*places.ancestors(one.key), places.node(one.key)] if one.key in places else []
        town = next((node.id for node in around if node.level == "town"), one.key)
        found[town] = found.get(town, Sum(town)) + one
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Cell:
    """An area and a trade: when somebody was there last, of as many points as it ever had."""

    area_id: int | None
    trade: str
    seen_at: datetime | None


def matrix_for(actor: Actor, *, by_category: bool = False) -> list[Cell]:
    """Area × type of point (or category of what was found); what was never seen has no moment.

    Only rounds that the asker knows count: a gap that an unannounced round filled stays a gap.
    """
    points = points_for(actor)
    areas = {row.place_id: row.area_id for row in AreaPlace.objects.all()}
    name = "findings__item__category_id" if by_category else "kind"
    rows = points.order_by().values_list("place_id", name).annotate(Max("seen_at"))
    cells: dict[tuple[int | None, str], datetime | None] = {}
    for place_id, trade, seen in rows:
        if by_category and trade is None:
            continue
        at = (_area_of(place_id, areas), trade or "")
        cells[at] = max(filter(None, (cells.get(at), seen)), default=None)
    return [Cell(area, trade, seen) for (area, trade), seen in cells.items()]


def _area_of(place_id: int, areas: Mapping[int, int]) -> int | None:
    places = tree()
    around = [place_id, *(it.id for it in places.ancestors(place_id))] if place_id in places else []
    return next((areas[pk] for pk in around if pk in areas), None)


def is_stale(cell: Cell, days: int) -> bool:
    return cell.seen_at is None or cell.seen_at < timezone.now() - timedelta(days=days)


def standing_of(finding: Finding) -> Standing:
    return Standing(finding.standing)  # type: ignore[attr-defined]  # annotated by ``bad_findings_for``
