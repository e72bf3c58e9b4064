"""Categories from a sheet: added or brought up to date, all or nothing.

Columns: ``code*``, ``name*``, ``kind`` (``matter``, the default, or ``component``, whose codes
begin with ``B``), ``parent_code``, ``urgent``, ``for_residents`` (1 or 0), ``default_unit_code``,
and a limit for each of ``file``, ``dispatch``, ``handle``, ``verify``, ``call_back``: an amount and
a unit, as the standards write them (``2 紧急工作时``, ``1 紧急工作日``, ``4 小时``, ``3 天``) or in
English (``2 urgent_hours`` …). A limit left empty is the usual one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_truth, checked
from lingdang.kernel.texts import required_text
from lingdang.people.public import Unit
from lingdang.standards.enums import Kind
from lingdang.standards.facts import CategorySet
from lingdang.standards.limits import NotALimit, not_a_limit, read_limit
from lingdang.standards.models import Category
from lingdang.standards.models.category import OWN
from lingdang.standards.policies import require_manage
from lingdang.standards.services.versions import book_changed

COLUMNS = ("code", "name")
SHIPPED = Path(__file__).parents[1] / "data" / "categories.csv"
_LIMITS = [f"{stage}_{part}" for stage in OWN for part in ("amount", "unit")]
_FIELDS = ["kind", "name", "parent", "urgent", "for_residents", "default_unit", *_LIMITS]
_LONGEST_CODE, _LONGEST_NAME = 40, 80


@dataclass(slots=True)
class _Categories:
    """What rows are checked against."""

    known: Mapping[str, Category]
    units: Mapping[str, int]
    codes: frozenset[str]
    seen: set[str] = field(default_factory=set)

    def read(self, row: Row) -> Category | None:
        category = self._category(row)
        if category.code in self.seen:
            raise cell("code", _("The code stands in the file more than once."))
        self.seen.add(category.code)
        old = self.known.get(category.code)
        return None if old and _values(old) == _values(category) else category

    def _category(self, row: Row) -> Category:
        category = Category(
            code=required_text("code", row["code"], _LONGEST_CODE),
            name=required_text("name", row["name"], _LONGEST_NAME),
            kind=row.get("kind", "") or Kind.MATTER.value,
            parent_id=row.get("parent_code", "") or None,
            urgent=cell_truth(row, "urgent"),
            for_residents=cell_truth(row, "for_residents"),
            default_unit_id=self._unit(row.get("default_unit_code", "")),
        )
        if category.kind not in Kind.values:
            raise cell("kind", _("Write matter or component."))
        if (category.kind == Kind.COMPONENT) != category.code.startswith("B"):
            raise cell("code", _("Codes of components begin with B, others do not."))
        above = category.parent_id
        if above and (above not in self.codes or above == category.code):
            raise cell("parent_code", _("There is no such category."))
        for stage in OWN:
            _set_limit(category, stage.value, row.get(stage.value, ""))
        return category

    def _unit(self, code: str) -> int | None:
        if code and code not in self.units:
            raise cell("default_unit_code", _("There is no such unit."))
        return self.units.get(code)


def _set_limit(category: Category, stage: str, text: str) -> None:
    if not text:
        return
    try:
        amount, unit = read_limit(text)
    except NotALimit:
        raise cell(stage, not_a_limit(text)) from None
    setattr(category, f"{stage}_amount", amount)
    setattr(category, f"{stage}_unit", unit.value)


def _values(category: Category) -> list[object]:
    names = [name if name not in {"parent", "default_unit"} else f"{name}_id" for name in _FIELDS]
    return [getattr(category, name) for name in names]


@transaction.atomic
def import_categories(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    require_manage(by)
    known = {category.code: category for category in Category.objects.select_for_update()}
    report = ImportReport()
    against = _Categories(
        known=known,
        units=dict(Unit.objects.values_list("code", "pk")),
        codes=frozenset(known) | {row["code"] for row in rows},
    )
    drafts = checked(rows, against.read, report)
    if report.problems:
        return report
    Category.objects.bulk_create(
        drafts, update_conflicts=True, unique_fields=["code"], update_fields=_FIELDS
    )
    if drafts:
        book_changed()
    told = [CategorySet(code=c.code, called=c.name, added=c.code not in known) for c in drafts]
    record_all(told, by=by)
    report.created = sum(event.added for event in told)
    report.changed = len(told) - report.created
    return report
