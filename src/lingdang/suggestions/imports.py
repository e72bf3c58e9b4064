"""A list of the ten matters from a sheet: its rows in their order, with what is done already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.cases.public import imported_cases
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, checked, read_sheet
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.suggestions.models import HotCase, TenItem, TenNode
from lingdang.suggestions.services import ItemData, confirm_ten, draft_ten, save_item

TEN_COLUMNS = ("title", "unit_code", "promise", "due_on", "nodes")
_BETWEEN, _DONE = ";", "="


@dataclass(frozen=True, slots=True)
class _Node:
    due_on: date
    what: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class _Entry:
    item: ItemData
    nodes: list[_Node]
    done_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What rows are read against."""

    units: Mapping[str, int]
    matters: Mapping[str, int]  # by the key of a case that is in it

    def read(self, row: Row) -> _Entry:
        if row["unit_code"] not in self.units:
            raise cell("unit_code", _("There is no such unit."))
        nodes = [_node(text) for text in row["nodes"].split(_BETWEEN) if text.strip()]
        item = ItemData(
            title=row["title"],
            unit_id=self.units[row["unit_code"]],
            promise=row["promise"],
            due_on=cell_date(row, "due_on"),
            matter_id=self.matters.get(row.get("case_key", "")),
            nodes=tuple((node.due_on, node.what) for node in nodes),
        )
        return _Entry(item, nodes, cell_date(row, "done_on"), row.get("outcome", ""))


def _node(text: str) -> _Node:
    """``2026-08-15 夜间巡查`` or, where it is done, ``2026-08-15 夜间巡查 = 2026-08-14``."""
    told, _sign, done = text.partition(_DONE)
    day, _space, what = told.strip().partition(" ")
    due_on, done_on = (
        cell_date({"nodes": day}, "nodes"),
        cell_date({"nodes": done.strip()}, "nodes"),
    )
    if due_on is None or not what.strip():
        raise cell("nodes", _("Write a day and what is due then, as in 2026-01-31 …"))
    return _Node(due_on, what.strip(), done_on)


@transaction.atomic
def import_ten(
    content: bytes, *, place_code: str, year: int, quarter: str, confirm: bool, by: Actor
) -> ImportReport:
    """Enter a whole list instead of what would be proposed; nothing of it where a row is wrong."""
    rows, report = read_sheet(content, TEN_COLUMNS), ImportReport()
    entries = checked(rows, _Known(_units(), _matters(rows, by)).read, report)
    if report.problems:
        return report
    place = tree().by_code(place_code)
    ten = draft_ten(place_id=place.id, year=year, quarter=quarter, by=by)
    ten.items.all().delete()
    for entry in entries:
        kept = save_item(ten_id=ten.pk, item=entry.item, by=by)
        _set_done(kept, entry)
        report.created += 1
    if confirm:
        confirm_ten(ten_id=ten.pk, by=by)
    return report


def _units() -> dict[str, int]:
    return dict(Unit.objects.values_list("code", "pk"))


def _matters(rows: list[dict[str, str]], by: Actor) -> dict[str, int]:
    cases = imported_cases({row.get("case_key", "") for row in rows}, by=by)
    of = dict(HotCase.objects.filter(case__in=cases.values()).values_list("case", "matter"))
    return {key: of[case.pk] for key, case in cases.items() if case.pk in of}


def _set_done(item: TenItem, entry: _Entry) -> None:
    if entry.done_on and not entry.outcome:
        raise Incomplete({"outcome": _("Say what came of it.")})
    TenItem.objects.filter(pk=item.pk).update(done_on=entry.done_on, outcome=entry.outcome)
    for node in entry.nodes:
        wanted = TenNode.objects.filter(item=item, due_on=node.due_on, what=node.what)
        wanted.update(done_on=node.done_on)
