"""Case standards from a sheet into a draft edition: the sheet is the edition, all or nothing.

Columns (``*``: must be filled; offices' own names for them are understood too):

``code*`` 小类代码
    A category's code, or instead ``kind`` (部件, 事项) and ``old_code``: a code of 2013, as mapped.
``condition*`` 立案条件, ``closing*`` 结案条件
``limit*`` 处置时限
    ``2紧急工作时``, ``4小时``, ``3天``; several as ``停工4工作时/处罚7工作日/拆除20工作日``.
``limit:CODE`` (or the name of a class, such as A类 or 严管街)
    The same for streets of that class. With one for every class ``limit`` may be left empty.
``number``
    Which condition of its category it is; left out, they count in the order of the sheet.
``responsible`` 责任单位, ``basis`` 依据, ``supervisors`` 监督部门, ``evidence`` 证据要求
    ``unit_code`` is the code of the unit of ours that usually has it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, checked
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.public import Unit
from lingdang.standards.facts import EditionDrafted
from lingdang.standards.imports.limit_cells import LimitCells, limit_cells
from lingdang.standards.imports.words import KINDS, columns_of, read_named
from lingdang.standards.models import Category, Edition, Limit, OldCode, Standard
from lingdang.standards.policies import require_manage
from lingdang.standards.services.editions import draft_named, put_in_force

SHIPPED = Path(__file__).parents[1] / "data" / "standards.csv"
_REQUIRED = (("code", "old_code"), ("condition",), ("closing",))
_TEXTS = ("responsible", "basis", "supervisors", "evidence")
_NAMES = {
    "小类代码": "code",
    "类别代码": "code",
    "类型": "kind",
    "旧代码": "old_code",
    "立案条件": "condition",
    "结案条件": "closing",
    "处置时限": "limit",
    "序号": "number",
    "责任单位": "responsible",
    "处置单位": "responsible",
    "依据": "basis",
    "监督部门": "supervisors",
    "主管部门": "supervisors",
    "证据要求": "evidence",
    "单位代码": "unit_code",
}


def read_standards(content: bytes) -> list[dict[str, str]]:
    return read_named(content, _NAMES, _REQUIRED)


@dataclass(frozen=True, slots=True)
class Ruling:
    standard: Standard
    limits: list[Limit]

    @property
    def key(self) -> tuple[str, int]:
        return self.standard.category_id, self.standard.number

    @property
    def content(self) -> tuple[object, ...]:
        texts = (getattr(self.standard, name) for name in ("condition", "closing", *_TEXTS))
        limits = {(x.street_class_id, x.purpose, x.amount, x.unit, x.written) for x in self.limits}
        return *texts, self.standard.unit_id, frozenset(limits)


@dataclass(slots=True)
class _Standards:
    """What rows are checked against."""

    categories: frozenset[str]
    old: dict[tuple[str, str], str | None]
    units: dict[str, int]
    cells: LimitCells
    numbers: Counter[str] = field(default_factory=Counter)
    seen: set[object] = field(default_factory=set)

    def read(self, row: Row) -> Ruling:
        code = self._category(row)
        condition = required_text("condition", row.get("condition", ""))
        if (code, condition) in self.seen:
            raise cell("condition", _("The condition stands in the file more than once."))
        standard = Standard(
            category_id=code,
            number=self._number(code, row.get("number", "")),
            condition=condition,
            closing=required_text("closing", row.get("closing", "")),
            unit_id=self._unit(row.get("unit_code", "")),
            **{name: optional_text(name, row.get(name, "")) for name in _TEXTS},
        )
        self.seen |= {(code, condition), (code, standard.number)}
        return Ruling(standard, self.cells.read(row))

    def _category(self, row: Row) -> str:
        if code := row.get("code", ""):
            if code not in self.categories:
                raise cell("code", _("There is no such category."))
            return code
        kind = KINDS.get(row.get("kind", ""))
        if kind is None:
            raise cell("kind", _("Write matter or component."))
        mapped = self.old.get((kind, row.get("old_code", "")))
        if mapped is None:
            raise cell("old_code", _("No category of today is mapped to this code of 2013."))
        return mapped

    def _number(self, code: str, text: str) -> int:
        if text and not (text.isdecimal() and 0 < int(text) < 1000):  # noqa: PLR2004 -- three digits
            raise cell("number", _("This is not a number."))
        self.numbers[code] = number = int(text) if text else self.numbers[code] + 1
        if (code, number) in self.seen:
            raise cell("number", _("The number stands in the file more than once."))
        return number

    def _unit(self, code: str) -> int | None:
        if code and code not in self.units:
            raise cell("unit_code", _("There is no such unit."))
        return self.units.get(code)


@transaction.atomic
def import_standards(
    rows: Sequence[Row],
    *,
    edition: str,
    by: Actor,
    on: date | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Make the sheet the draft's standards, and with ``on`` put it in force from that day."""
    require_manage(by)
    cells, report = limit_cells(columns_of(rows)), ImportReport()
    draft = draft_named(edition, scheme=cells.scheme)
    against = _Standards(
        categories=frozenset(Category.objects.values_list("pk", flat=True)),
        old={(old.kind, old.code): old.category_id for old in OldCode.objects.all()},
        units=dict(Unit.objects.values_list("code", "pk")),
        cells=cells,
    )
    rulings = checked(rows, against.read, report)
    if not report.problems:
        _replace(draft, rulings, report)
        if on:
            put_in_force(edition_id=draft.pk, on=on, by=by)
        elif report.created or report.changed:
            told = EditionDrafted(edition_id=draft.pk, called=draft.name, standards=len(rulings))
            record(told, by=by)
    if report.problems or dry_run:
        transaction.set_rollback(True)
    return report


def _replace(draft: Edition, rulings: Sequence[Ruling], report: ImportReport) -> None:
    before = {
        ruling.key: (ruling.content, ruling.standard.pk)
        for standard in draft.standards.prefetch_related("limits")
        if (ruling := Ruling(standard, list(standard.limits.all())))
    }
    same = [r for r in rulings if r.key in before and before[r.key][0] == r.content]
    fresh = [r for r in rulings if r.key not in before or before[r.key][0] != r.content]
    draft.standards.exclude(pk__in=[before[ruling.key][1] for ruling in same]).delete()
    for ruling in fresh:
        ruling.standard.edition = draft
        for limit in ruling.limits:
            limit.standard = ruling.standard
    Standard.objects.bulk_create([ruling.standard for ruling in fresh])
    Limit.objects.bulk_create([limit for ruling in fresh for limit in ruling.limits])
    report.unchanged = len(same)
    report.changed = sum(ruling.key in before for ruling in fresh)
    report.created = len(fresh) - report.changed
