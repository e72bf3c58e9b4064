"""From the bytes of a file to rows of text, and from rows to drafts and problems."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lingdang.kernel.errors import DomainError, Incomplete

type Row = Mapping[str, str]

_FIRST = 2  # the first row below the header, as a spreadsheet numbers it
_LARGEST_CELL = 1_000_000


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
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_sheet(content: bytes, required: Iterable[str]) -> list[dict[str, str]]:
    """Read a CSV in UTF-8 (with or without mark) or GBK, which is what Excel saves in China."""
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.DictReader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        missing = [name for name in required if name not in columns]
        if missing:
            sentence = _("These columns are missing: %(columns)s.")
            raise Incomplete({"file": sentence % {"columns": ", ".join(missing)}})
        reader.fieldnames = columns
        return [
            {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
            for row in reader
        ]
    except csv.Error:
        raise _unreadable() from None


def _unreadable() -> Incomplete:
    return Incomplete({"file": _("The file is not a CSV table in UTF-8 or GBK.")})


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _unreadable()


def checked[T](
    rows: Iterable[Row], check: Callable[[Row], T | None], report: ImportReport
) -> list[T]:
    """Turn rows into drafts; a refusal is the problem of its row, ``None`` a row unchanged."""
    drafts = []
    for number, row in enumerate(rows, _FIRST):
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


def truth(row: Row, column: str) -> bool:
    text = row.get(column, "") or "0"
    if text not in {"0", "1"}:
        raise cell(column, _("Write 1 or 0."))
    return text == "1"


def cell(column: str, sentence: str) -> Incomplete:
    """Name the column in front of what is wrong with it."""
    told = _("%(column)s: %(sentence)s") % {"column": column, "sentence": sentence}
    return Incomplete({column: told})
