"""What the desk shows of registers: rows of a table, one entry with its history, totals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lingdang.evidence.public import PhotoCard, photos_of
from lingdang.faces.desk import names
from lingdang.faces.desk.paging import Order
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree
from lingdang.registers.public import (
    Entry,
    Field,
    FieldType,
    Names,
    Sight,
    Target,
    Total,
    below,
    content_for,
    entries_for,
    history_of,
    narrowed,
    searched,
    shown,
    sort_key,
)

SHOWN_AT_FIRST = 6  # columns of a table
HAPPENED = {
    "registers.entry_made.v1": pgettext_lazy("what happened to an entry", "entered"),
    "registers.entry_changed.v1": pgettext_lazy("what happened to an entry", "changed"),
    "registers.entry_retired.v1": pgettext_lazy("what happened to an entry", "retired"),
}
_WHERE = {
    "#place": Target.PLACE.label,
    "#unit": Target.UNIT.label,
    "#lng": Target.LNG.label,
    "#lat": Target.LAT.label,
    "#photos": FieldType.PHOTO.label,
}


@dataclass(frozen=True, slots=True)
class Row:
    entry: Entry
    cells: list[str]
    place: str


def found(actor: Actor, sight: Sight, asked: dict[str, Any]) -> QuerySet[Entry]:
    """The entries that a table, a map, totals or a sheet are asked for."""
    entries = entries_for(actor, sight.register, retired=bool(asked.get("retired")))
    entries = searched(entries, asked.get("q") or "")
    if place := asked.get("place"):
        entries = below(entries, place)
    for each in sight.seen:
        told = {
            "value": _plain(asked.get(f"f_{each.name}")),
            "from": _plain(asked.get(f"f_{each.name}_from")),
            "to": _plain(asked.get(f"f_{each.name}_to")),
        }
        entries = narrowed(entries, each, told)
    return entries


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def ordered(entries: QuerySet[Entry], sight: Sight, sort: str) -> tuple[QuerySet[Entry], Order]:
    if sort in {"", "newest"}:
        return entries, Order(("id",))
    if sort == "changed":
        return entries, Order(("changed_at", "id"))
    key, kind = sort_key(sight.field(sort))
    by = Order(("told", "id"), descending=sight.field(sort).is_number, kinds={"told": kind})
    return entries.annotate(told=key), by


def columns_of(sight: Sight, chosen: Sequence[str]) -> list[Field]:
    listed = [each for each in sight.seen if each.type != FieldType.PHOTO]
    return [each for each in listed if each.name in chosen] or listed[:SHOWN_AT_FIRST]


def rows_of(actor: Actor, entries: Sequence[Entry], columns: Sequence[Field]) -> list[Row]:
    contents = [content_for(entry, columns) for entry in entries]
    known = Names.of(actor, contents, columns)
    return [
        Row(
            entry,
            [shown(each, content.get(each.name), known) for each in columns],
            names.place_name(entry.place_id),
        )
        for entry, content in zip(entries, contents, strict=True)
    ]


def asked_again(asked: dict[str, Any], without: Iterable[str] = ()) -> str:
    """The address of what is shown, to go on from."""
    kept = {
        name: 1 if value is True else value for name, value in asked.items() if name not in without
    }
    return urlencode(kept, doseq=True)


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    text: str
    long: bool


@dataclass(frozen=True, slots=True)
class Past:
    at: datetime
    label: str
    who: str
    changes: list[str]


@dataclass(frozen=True, slots=True)
class Album:
    title: str
    photos: list[PhotoCard]


def lines_of(sight: Sight, content: dict[str, Any], known: Names) -> list[Line]:
    return [
        Line(
            each.title, shown(each, content.get(each.name), known), each.type == FieldType.LONG_TEXT
        )
        for each in sight.seen
        if each.type != FieldType.PHOTO and each.name in content
    ]


def albums_of(entry: Entry, sight: Sight) -> list[Album]:
    pictured = [each for each in sight.seen if each.type == FieldType.PHOTO]
    albums = (Album(each.title, photos_of(f"{entry.subject}/{each.name}")) for each in pictured)
    return [album for album in albums if album.photos]


def past_of(actor: Actor, entry: Entry, sight: Sight) -> list[Past]:
    """The newest first: who changed what from what to what."""
    fields = {each.name: each for each in sight.seen}
    happened = history_of(entry, sight)
    told = [
        {change.field: value}
        for one in happened
        for change in one.changes
        for value in (change.before, change.after)
        if change.field in fields and value is not None
    ]
    known = Names.of(actor, told, sight.seen)

    def words(name: str, value: object) -> str:
        if value is None:
            return "—"
        return shown(fields[name], value, known) if name in fields else _where(name, value)

    return [
        Past(
            at=one.at,
            label=str(HAPPENED.get(one.event, one.event)),
            who=one.who,
            changes=[_("why: %(reason)s") % {"reason": one.reason}]
            if one.reason
            else [_change(change, fields, words) for change in one.changes],
        )
        for one in happened
    ]


def _change(change: Any, fields: dict[str, Field], words: Any) -> str:  # noqa: ANN401 -- two small functions share it
    title = fields[change.field].title if change.field in fields else _WHERE[change.field]
    if change.sealed:
        return _("%(field)s: changed") % {"field": title}
    before, after = words(change.field, change.before), words(change.field, change.after)
    return _("%(field)s: %(before)s → %(after)s") % {
        "field": title, "before": before, "after": after,
    }  # fmt: skip


def _where(name: str, value: object) -> str:
    if name == "#place":
        return names.place_name(int(str(value)))
    return names.unit_name(int(str(value))) if name == "#unit" else str(value)


@dataclass(frozen=True, slots=True)
class Sum:
    """A row of totals; ``query`` leads to the entries that it is made of."""

    group: str
    entries: int
    sums: list[str]
    query: str


def sums_of(totals: Iterable[Total], numbers: Sequence[Field], by: Field | None) -> list[Sum]:
    return [
        Sum(
            group=_group(total.group, by),
            entries=total.entries,
            sums=[
                total.sums[each.name].shown(each.unit) if each.name in total.sums else ""
                for each in numbers
            ],
            query=_query(total.group, by),
        )
        for total in totals
    ]


def _query(group: str, by: Field | None) -> str:
    if by is None:
        return urlencode({"place": group})
    return urlencode({f"f_{by.name}": {"true": "1", "false": "0"}.get(group, group)})


def _group(group: str, by: Field | None) -> str:
    if by is not None:
        truths = {"true": _("yes"), "false": _("no")} if by.type == FieldType.TRUTH else {}
        return truths.get(group, group) or _("nothing said")
    pk = int(group) if group else 0
    return names.place_name(pk, shown=1) if pk in tree() else "—"
