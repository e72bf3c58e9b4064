"""What the desk shows of inspections: lists that look alike, and words for what they hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lingdang.faces.desk import names
from lingdang.inspections.public import (
    Dimension,
    Finding,
    Group,
    Result,
    Round,
    Standing,
    State,
    Sum,
    standing_of,
)

ROUND_COLOURS = {
    State.PLANNED: "grey",
    State.UNDER_WAY: "blue",
    State.DONE: "purple",
    State.PUBLISHED: "green",
    State.CANCELLED: "grey",
}
RESULT_COLOURS = {Result.MET: "green", Result.PARTLY: "amber", Result.UNMET: "red"}
STANDING_COLOURS = {Standing.RECTIFIED: "green", Standing.OPEN: "amber", Standing.DROPPED: "grey"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in a colour."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: where it leads, and its cells; ``pick`` makes it one to choose."""

    url: str
    cells: Sequence[object]
    pick: int | None = None
    links: Sequence[tuple[str, str]] = ()  # numbers that open: text, address


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list page of this room: all have the same parts."""

    title: str
    note: str
    head: Sequence[str]
    rows: Sequence[Row]
    counted: str
    empty: str
    export: str = ""
    actions: Sequence[tuple[str, str]] = ()
    numbers: Sequence[str] = field(default=())  # heads of the cells that open


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """The lists of this room beside each other."""
    known = [
        ("rounds", _("Rounds")),
        ("ledger", _("Rectified ledger")),
        ("ledger_sums", _("Totals")),
        ("matrix", _("Not inspected")),
        ("orders", _("Orders")),
        ("circulars", _("Circulars")),
        ("checklists", _("Check-lists")),
        ("groups", _("Groups")),
    ]
    return [(reverse(f"desk:{name}"), label, name == current) for name, label in known]


def row_of_round(it: Any) -> Row:  # noqa: ANN401 -- a round with its progress annotated
    state = State(it.state)
    told = _("unannounced") if it.unannounced else _("announced")
    return Row(
        reverse("desk:round", args=[it.pk]),
        [
            it.name,
            it.get_kind_display(),
            told,
            f"{it.from_on:%Y-%m-%d} – {it.until_on:%Y-%m-%d}",
            names.place_name(it.place_id, shown=1),
            f"{it.points_seen}/{it.points_all}",
            it.bad,
            Mark(str(state.label), ROUND_COLOURS[state]),
        ],
    )


def finding_head() -> list[str]:
    return [
        _("Item"), _("Point"), _("Place"), _("Result"), _("Responsible unit"), _("Due by"),
        _("Standing"),
    ]  # fmt: skip


def row_of_finding(it: Finding) -> Row:
    standing = standing_of(it)
    order = it.order
    return Row(
        reverse("desk:finding", args=[it.pk]),
        [
            f"{it.item.code} {it.item.text}",
            it.point.label,
            names.place_name(it.point.place_id),
            Mark(it.get_result_display(), RESULT_COLOURS[Result(it.result)]),
            names.unit_name(it.unit_of),  # type: ignore[attr-defined]  # annotated
            f"{order.due_on:%Y-%m-%d}" if order else "",
            Mark(str(standing.label), STANDING_COLOURS[standing]),
        ],
        pick=it.pk if standing == Standing.OPEN and order is None else None,
    )


def name_of(dimension: Dimension, key: Any, rounds: dict[int, str], groups: dict[int, str]) -> str:  # noqa: ANN401 -- as the ledger keeps it
    if dimension == Dimension.ITEM:
        return f"{key[0]} {key[1]}"
    if dimension == Dimension.PLACE:
        return names.place_name(key, shown=1) or "—"
    if dimension == Dimension.UNIT:
        return names.unit_name(key) or _("not handed over")
    known = rounds if dimension == Dimension.ROUND else groups
    return str(key or "—") if dimension == Dimension.TRADE else known.get(key, "—")


_ASKED = {
    Dimension.ROUND: "round",
    Dimension.UNIT: "unit",
    Dimension.PLACE: "place",
    Dimension.TRADE: "trade",
    Dimension.ITEM: "item",
    Dimension.GROUP: "group",
}


def row_of_sum(dimension: Dimension, it: Sum, name: str, query: str) -> Row:
    """Every number leads to its rows."""
    key = it.key[0] if dimension == Dimension.ITEM else it.key
    own = {_ASKED[dimension]: key} if key else {}
    base = f"{reverse('desk:ledger')}?{query}{'&' if query else ''}"

    def opens(value: object, **more: object) -> tuple[str, str]:
        return str(value), base + urlencode({**own, **more})

    return Row(
        opens("")[1],
        [name, shown(it.handing), shown(it.handing_worst), shown(it.righting),
         shown(it.righting_worst)],
        links=[
            opens(it.found),
            opens(it.rectified, standing=Standing.RECTIFIED.value),
            opens(it.open, standing=Standing.OPEN.value),
            opens(it.back, back=1),
            opens(percent(it)),
        ],
    )  # fmt: skip


def percent(it: Sum) -> str:
    return "—" if it.percent is None else f"{it.percent:.1f} %"


def shown(length: timedelta | None) -> str:
    """A delay in hours or days."""
    if length is None:
        return "—"
    hours = length.total_seconds() / 3600
    if hours < 48:  # noqa: PLR2004 -- two days
        return _("%(hours)s h") % {"hours": round(hours, 1)}
    return _("%(days)s days") % {"days": round(hours / 24, 1)}


def counted_rows(count: int | str) -> str:
    return _("%(count)s rows") % {"count": count}


def area_words(groups: Iterable[Group]) -> dict[int, str]:
    return {group.pk: group.unit.name for group in groups}


def names_of_rounds(rounds: Iterable[Round]) -> dict[int, str]:
    return {it.pk: it.name for it in rounds}
