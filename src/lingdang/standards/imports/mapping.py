"""Codes of GB/T 30428.2-2013 and what they are today: ``kind*, old_code*, old_name*, code``.

A row without ``code`` says that nothing of today corresponds to it.
"""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, checked
from lingdang.kernel.texts import required_text
from lingdang.standards.facts import OldCodesMapped
from lingdang.standards.imports.words import KINDS
from lingdang.standards.models import Category, OldCode
from lingdang.standards.policies import require_manage

MAPPING_COLUMNS = ("kind", "old_code", "old_name", "code")
SHIPPED = Path(__file__).parents[1] / "data" / "codes_2013.csv"
_LONGEST_CODE, _LONGEST_NAME = 10, 80


@transaction.atomic
def import_mapping(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    require_manage(by)
    report, seen = ImportReport(), set[tuple[str, str]]()
    known = {(old.kind, old.code): old for old in OldCode.objects.select_for_update()}
    categories = dict(Category.objects.values_list("pk", "kind"))

    def read(row: Row) -> OldCode | None:
        draft = _old_code(row, categories)
        if (draft.kind, draft.code) in seen:
            raise cell("old_code", _("The code stands in the file more than once."))
        seen.add((draft.kind, draft.code))
        old = known.get((draft.kind, draft.code))
        same = old and (old.name, old.category_id) == (draft.name, draft.category_id)
        return None if same else draft

    drafts = checked(rows, read, report)
    if report.problems or not drafts:
        return report
    OldCode.objects.bulk_create(
        drafts,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=["name", "category"],
    )
    without = sum(draft.category_id is None for draft in drafts)
    record(OldCodesMapped(codes=len(drafts), without=without), by=by)
    report.changed = sum((draft.kind, draft.code) in known for draft in drafts)
    report.created = len(drafts) - report.changed
    return report


def _old_code(row: Row, categories: dict[str, str]) -> OldCode:
    kind, code = KINDS.get(row["kind"]), row["code"] or None
    if kind is None:
        raise cell("kind", _("Write matter or component."))
    if code and categories.get(code) != kind:
        raise cell("code", _("There is no such category."))
    return OldCode(
        kind=kind.value,
        code=required_text("old_code", row["old_code"], _LONGEST_CODE),
        name=required_text("old_name", row["old_name"], _LONGEST_NAME),
        category_id=code,
    )
