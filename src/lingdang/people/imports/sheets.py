"""From the bytes of a file to rows of text, and from rows to problems."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from lingdang.kernel.errors import DomainError
from lingdang.people.errors import (
    CellNotDate,
    CellNotTime,
    ColumnsMissing,
    SheetUnreadable,
)

type Row = Mapping[str, str]

FIRST_ROW = 2  # the first row below the header, as a spreadsheet numbers it


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be imported; ``row`` is the number that a spreadsheet shows."""

    row: int
    code: str
    sentence: str


@dataclass(slots=True)
class ImportReport:
    """What an import did. ``unchanged`` rows were there already."""

    created: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_sheet(content: bytes, required: Iterable[str]) -> list[dict[str, str]]:
    """Read a CSV in UTF-8 (with or without mark) or GBK, which is what Excel saves in China."""
    rows = csv.DictReader(io.StringIO(_decoded(content), newline=""), strict=True)
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


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetUnreadable


def checked[T](
    rows: Iterable[Row], check: Callable[[Row], T | None], report: ImportReport
) -> list[T]:
    """Turn rows into drafts; a refusal becomes the problem of its row, ``None`` a row unchanged."""
    drafts = []
    for number, row in enumerate(rows, FIRST_ROW):
        try:
            draft = check(row)
        except DomainError as refusal:
            report.problems.append(Problem(number, refusal.code, str(refusal)))
            continue
        if draft is None:
            report.unchanged += 1
        else:
            drafts.append(draft)
    return drafts


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
