"""Findings of the past, from a sheet: a bad one names the case that it became, by its key."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, imported_cases
from lingdang.inspections.enums import BAD, Result
from lingdang.inspections.imports.cells import (
    day_of,
    each_row,
    moment_of,
    person_of,
    require_import,
)
from lingdang.inspections.models import (
    Finding,
    Item,
    Order,
    Point,
    Round,
)
from lingdang.inspections.queries.points import Candidate, candidates
from lingdang.inspections.services.points import group_of
from lingdang.inspections.sheets import unit_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell
from lingdang.places.public import tree

FINDING_COLUMNS = (
    *("round", "point", "register", "place_code", "item", "result", "note", "found_at", "found_by"),
    *("case_key", "unit_code", "handed_at", "due_on"),
)


@transaction.atomic
def import_findings(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """What was found; a bad one with its case, and to whom that was handed over."""
    require_import(by)
    read = _Findings(rows, by)
    return each_row(rows, read.take)


class _Findings:
    """What all rows of a sheet look up, once."""

    def __init__(self, rows: Sequence[Row], by: Actor) -> None:
        self.by = by
        self.rounds = {it.name: it for it in Round.objects.select_related("checklist")}
        self.cases = imported_cases({row["case_key"] for row in rows if row["case_key"]}, by=by)
        self.registers: dict[tuple[str, int], dict[str, Candidate]] = {}
        self.points: dict[tuple[int, int | None, int], Point] = {}
        self.items: dict[tuple[int, str], Item] = {}
        self.orders: dict[tuple[int, int, str], Order] = {}

    def take(self, row: Row) -> bool:
        found = self.rounds.get(row["round"])
        if found is None:
            raise cell("round", _("There is no such round."))
        if row["result"] not in Result.values:
            raise cell("result", _("There is no such result."))
        point, item = self._point(row, found), self._item(row, found)
        if Finding.objects.filter(point=point, item=item).exists():
            return False
        at = moment_of(row, "found_at")
        case = self._case(row)
        finding = Finding(
            round=found,
            point=point,
            item=item,
            result=row["result"],
            note=row["note"],
            found_at=at,
            found_by_id=person_of(row["found_by"], "found_by"),
            case=case,
            order=self._order(row, found) if case else None,
        )
        finding.save(force_insert=True)
        Point.objects.filter(pk=point.pk).update(seen_at=at)
        return True

    def _case(self, row: Row) -> Case | None:
        if row["result"] not in BAD:
            return None
        case = self.cases.get(row["case_key"])
        if case is None:
            raise cell("case_key", _("There is no such case."))
        return case

    def _item(self, row: Row, found: Round) -> Item:
        at = (found.checklist_id, row["item"])
        if at not in self.items:
            item = Item.objects.filter(version=found.checklist_id, code=row["item"]).first()
            if item is None:
                raise cell("item", _("There is no such item."))
            self.items[at] = item
        return self.items[at]

    def _point(self, row: Row, found: Round) -> Point:
        it = self._candidate(row, found)
        at = (found.pk, *it.identity)
        if at not in self.points:
            held = Point.objects.filter(round=found)
            same = {"entry": it.entry_id} if it.entry_id else {"entry": None, "place": it.place_id}
            point = held.filter(**same).first()
            if point is None:
                groups = list(found.groups.select_related("area").order_by("pk"))
                turn = held.count()
                point = it.point(found, group_of(it.place_id, groups, turn))
                point.number = turn + 1
                point.save()
            self.points[at] = point  # type: ignore[index]
        return self.points[at]  # type: ignore[index]

    def _candidate(self, row: Row, found: Round) -> Candidate:
        if not row["register"]:
            return Candidate.place(tree().by_code(row["place_code"]))
        at = (row["register"], found.place_id)
        if at not in self.registers:
            known = candidates(self.by, row["register"], found.place_id)
            self.registers[at] = {it.label: it for it in known}
        if row["point"] not in self.registers[at]:
            raise cell("point", _("There is no such point."))
        return self.registers[at][row["point"]]

    def _order(self, row: Row, found: Round) -> Order | None:
        if not row["unit_code"]:
            return None
        unit, due_on = unit_of(row, "unit_code"), day_of(row, "due_on")
        at = (found.pk, unit.pk, row["due_on"])
        if at not in self.orders:
            moment = moment_of(row, "handed_at")
            known = Order.objects.filter(round=found, unit=unit, due_on=due_on).first()
            self.orders[at] = known or Order.objects.create(
                round=found, unit=unit, due_on=due_on, made_at=moment, received_at=moment
            )
        return self.orders[at]
