"""Units from a sheet; the order of rows does not matter."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import FIRST_ROW, ImportReport, Row, cell_date, checked
from lingdang.people.enums import Duty, UnitKind
from lingdang.people.errors import (
    CellEmpty,
    ChoiceUnknown,
    PlaceUnknown,
    RowTwice,
    UnitDatesWrong,
    UnitDiffers,
    UnitInsideItself,
    UnitUnknown,
)
from lingdang.people.facts import UnitCreated
from lingdang.people.models import Unit
from lingdang.people.policies import require
from lingdang.people.queries.units import anchor_of, lock_unit_tree, next_unit_ids
from lingdang.places.public import tree

UNIT_COLUMNS = ("code", "name", "kind", "parent_code")


@dataclass(slots=True)
class _Units:
    """What rows are checked against."""

    by: Actor
    known: dict[str, Unit]
    rows: dict[str, Row]  # of the whole file: a row may hang below a later one
    seen: set[str] = field(default_factory=set)

    def check(self, row: Row) -> Unit | None:
        code = row["code"]
        for column in ("code", "name"):
            if not row[column]:
                raise CellEmpty(column=column)
        if code in self.seen:
            raise RowTwice(value=code)
        self.seen.add(code)
        if old := self.known.get(code):
            _require_same(old, row)
            return None
        if row["kind"] not in UnitKind.values:
            raise ChoiceUnknown(column="kind", value=row["kind"])
        self._check_above(code)
        unit = Unit(code=code, name=row["name"], kind=row["kind"])
        unit.place_id = self._place_id(code)
        require(self.by, Duty.MANAGE_UNIT, anchor_of(unit.place_id, None))
        unit.valid = _dates(row)
        return unit

    def above(self, code: str) -> str:
        return self.rows[code]["parent_code"]

    def _check_above(self, code: str) -> None:
        above, passed = self.above(code), {code}
        while above and above not in self.known:
            if above in passed:
                raise UnitInsideItself
            if above not in self.rows:
                raise UnitUnknown(code=above)
            passed.add(above)
            above = self.above(above)

    def _place_id(self, code: str) -> int:
        """Take the place named, else that of the unit above, else the root."""
        if code in self.known:
            return self.known[code].place_id
        if place_code := self.rows[code].get("place_code", ""):
            try:
                return tree().by_code(place_code).id
            except NotFound:
                raise PlaceUnknown(code=place_code) from None
        return self._place_id(self.above(code)) if self.above(code) else tree().root().id


def _require_same(old: Unit, row: Row) -> None:
    parent = old.parent.code if old.parent else ""
    if (old.name, parent) != (row["name"], row["parent_code"]):
        raise UnitDiffers(code=old.code)


def _dates(row: Row) -> DateRange:
    since, until = cell_date(row, "from") or timezone.localdate(), cell_date(row, "to")
    if until is not None and until <= since:
        raise UnitDatesWrong
    return DateRange(since, until)


@transaction.atomic
def import_units(rows: Sequence[Row], *, by: Actor, partial: bool = False) -> ImportReport:
    """Create the units of a sheet: all of them, or with ``partial`` those without a problem."""
    lock_unit_tree()
    known = {unit.code: unit for unit in Unit.objects.select_related("parent")}
    units, report = _Units(by, known, {row["code"]: row for row in reversed(rows)}), ImportReport()
    drafts = {unit.code: unit for unit in checked(rows, units.check, report)}
    _drop_orphans(drafts, units, list(rows), report)
    if report.problems and not partial:
        return report
    written = _write(list(drafts.values()), units)
    record_all([_created(unit) for unit in written], by=by)
    report.created = len(written)
    return report


def _drop_orphans(
    drafts: dict[str, Unit], units: _Units, rows: list[Row], report: ImportReport
) -> None:
    """Name the rows below a row with a problem, too."""
    there = {"", *units.known}
    while orphans := [code for code in drafts if units.above(code) not in there | drafts.keys()]:
        for code in orphans:
            refusal = UnitUnknown(code=units.above(code))
            number = FIRST_ROW + rows.index(units.rows[code])
            report.add(number, refusal.code, refusal)
            del drafts[code]


def _write(drafts: list[Unit], units: _Units) -> list[Unit]:
    """Give each its id and its path, those above first."""
    for unit, pk in zip(drafts, next_unit_ids(len(drafts)), strict=True):
        unit.pk = pk
    fresh = {unit.code: unit for unit in drafts}
    done: dict[str, Unit] = {}
    waiting = drafts
    while waiting:
        ready = [
            u for u in waiting if units.above(u.code) not in fresh or units.above(u.code) in done
        ]
        for unit in ready:
            above = units.above(unit.code)
            unit.parent = done.get(above) or units.known.get(above)
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
            done[unit.code] = unit
        waiting = [unit for unit in waiting if unit.code not in done]
    Unit.objects.bulk_create(done.values())
    return list(done.values())


def _created(unit: Unit) -> UnitCreated:
    return UnitCreated(unit_id=unit.pk, code=unit.code, parent_id=unit.parent_id)
