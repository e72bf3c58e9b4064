"""Tables from offices: from the bytes of a file to rows of text, and from rows to problems."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lingdang.kernel.errors import DomainError, Incomplete

type Row = Mapping[str, str]

FIRST_ROW = 2  # the first row below the header, as a spreadsheet numbers it
_ENCODINGS = ("utf-8-sig", "gb18030")
_LARGEST_CELL = 1_000_000


class SheetUnreadable(Incomplete):
    code = "sheet_unreadable"
    text = gettext_lazy("The file is not a CSV table in UTF-8 or GBK.")


class ColumnsMissing(Incomplete):
    code = "columns_missing"
    text = gettext_lazy("These columns are missing: %(columns)s.")


class CellNotDate(Incomplete):
    code = "not_a_date"
    text = gettext_lazy("“%(value)s” in column “%(column)s” is not a date; write 2026-01-31.")


class CellNotTime(Incomplete):
    code = "not_a_time"
    text = gettext_lazy("“%(value)s” in column “%(column)s” is not a time; write 08:00.")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not imported: its number as seen, its own code or the refusal's, and words."""

    row: int
    code: str
    sentence: str

    def __str__(self) -> str:
        told = {"row": self.row, "code": self.code or "—", "sentence": self.sentence}
        return _("Row %(row)s (%(code)s): %(sentence)s") % told


@dataclass(slots=True)
class ImportReport:
    """What an import did. ``unchanged`` rows were there already."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: int, code: str, sentence: object) -> None:
        self.problems.append(Problem(row, code, str(sentence)))

    def __str__(self) -> str:
        told = {"created": self.created, "changed": self.changed, "same": self.unchanged}
        return _("%(created)s created, %(changed)s changed, %(same)s as before.") % told


def read_sheet(content: bytes, required: Iterable[str]) -> list[dict[str, str]]:
    """Read a CSV in UTF-8 (with or without mark) or GBK, which is what Excel saves in China.

    Cells are stripped; raises ``SheetUnreadable`` and ``ColumnsMissing``.
    """
    csv.field_size_limit(_LARGEST_CELL)
    rows = csv.DictReader(io.StringIO(decoded(content), newline=""), strict=True)
    try:
        columns = [(name or "").strip() for name in rows.fieldnames or ()]
        missing = [name for name in required if name not in columns]
        if missing:
            raise ColumnsMissing(columns=", ".join(missing))
        rows.fieldnames = columns
        return [
            {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
            for row in rows
        ]
    except csv.Error:
        raise SheetUnreadable from None


def decoded(content: bytes) -> str:
    """UTF-8, with or without its mark, or GBK: what Excel saves in China."""
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetUnreadable


def checked[T, R](
    rows: Iterable[R],
    check: Callable[[R], T | None],
    report: ImportReport,
    numbers: Iterable[int] | None = None,
) -> list[T]:
    """Turn rows into drafts; a refusal is the problem of its row, ``None`` a row unchanged."""
    drafts = []
    for number, row in zip(numbers or count(FIRST_ROW), rows, strict=False):
        try:
            draft = check(row)
        except DomainError as refusal:
            report.add(number, refusal.code, refusal)
            continue
        if draft is None:
            report.unchanged += 1
        else:
            drafts.append(draft)
    return drafts


def cell(column: str, sentence: str) -> Incomplete:
    """Name the column in front of what is wrong with it."""
    told = _("%(column)s: %(sentence)s") % {"column": column, "sentence": sentence}
    return Incomplete({column: told})


def cell_truth(row: Row, column: str) -> bool:
    text = row.get(column, "") or "0"
    if text not in {"0", "1"}:
        raise cell(column, _("Write 1 or 0."))
    return text == "1"


def cell_date(row: Row, column: str) -> date | None:
    text = row.get(column, "").replace("/", "-")
    if not text:
        return None
    try:
        year, month, day = text.split("-")
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellNotDate(column=column, value=row[column]) from None


def cell_time(row: Row, column: str) -> time | None:
    text = row.get(column, "")
    if not text:
        return None
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError:
        raise CellNotTime(column=column, value=text) from None
