"""Schemes of street classes from a sheet: ``scheme, scheme_name, code, name``, strictest first."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, checked
from lingdang.kernel.texts import required_text
from lingdang.standards.facts import SchemeSet
from lingdang.standards.models import Scheme, StreetClass
from lingdang.standards.policies import require_manage
from lingdang.standards.services.versions import book_changed, lock_book

SCHEME_COLUMNS = ("scheme", "scheme_name", "code", "name")
SHIPPED = Path(__file__).parents[1] / "data" / "street_schemes.csv"
_LONGEST_CODE, _LONGEST_NAME = 20, 40


@transaction.atomic
def import_schemes(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Add schemes whole; those there already keep their classes and may be given other names."""
    lock_book()
    require_manage(by)
    report, seen = ImportReport(), set[str]()
    known = {each.key: each for each in StreetClass.objects.select_related("scheme")}

    def read(row: Row) -> StreetClass | None:
        draft = _class(row, len(seen))
        if draft.key in seen:
            raise cell("code", _("The code stands in the file more than once."))
        seen.add(draft.key)
        old = known.get(draft.key)
        same = old and (old.name, old.scheme.name) == (draft.name, draft.scheme.name)
        return None if same else draft

    drafts = checked(rows, read, report)
    if not report.problems:
        _write(drafts, known, report, by)
    return report


def _class(row: Row, rank: int) -> StreetClass:
    code = required_text("scheme", row["scheme"], _LONGEST_CODE)
    scheme = Scheme(code=code, name=required_text("scheme_name", row["scheme_name"], _LONGEST_NAME))
    own = required_text("code", row["code"], _LONGEST_CODE)
    name = required_text("name", row["name"], _LONGEST_NAME)
    return StreetClass(key=f"{code}:{own}", scheme=scheme, code=own, name=name, rank=rank)


def _write(
    drafts: Sequence[StreetClass], known: dict[str, StreetClass], report: ImportReport, by: Actor
) -> None:
    schemes = {draft.scheme.code: draft.scheme for draft in drafts}
    Scheme.objects.bulk_create(
        schemes.values(), update_conflicts=True, unique_fields=["code"], update_fields=["name"]
    )
    for draft in drafts:
        if old := known.get(draft.key):
            draft.rank = old.rank
    StreetClass.objects.bulk_create(
        drafts, update_conflicts=True, unique_fields=["key"], update_fields=["name"]
    )
    if drafts:
        book_changed()
    record_all(
        [
            SchemeSet(code=code, classes=[d.code for d in drafts if d.scheme.code == code])
            for code in schemes
        ],
        by=by,
    )
    report.changed = sum(draft.key in known for draft in drafts)
    report.created = len(drafts) - report.changed
