"""Texts and labels out of any table: columns are named, files may each have their own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lingdang.kernel.sheets import CellNotDate, ColumnsMissing, read_sheet
from lingdang.suggestions.heat import Matter, Message

_TITLE_ENDS = "\u3000"


@dataclass(slots=True)
class Texts:
    """Rows that hold a text; ``files`` says for each from which file it is."""

    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def of(self, rows: Iterable[int]) -> "Texts":
        rows = list(rows)
        return Texts(
            *([column[row] for row in rows] for column in (self.texts, self.labels, self.files))
        )


def read_texts(files: Sequence[Path], text: Sequence[str], label: Sequence[str]) -> Texts:
    """Read every file by those of the named columns that it has; the first text is the title.

    Rows without a text, and where labels are wanted those without one, are left out.
    """
    found = Texts()
    for file in files:
        for row in _named(file, text, label):
            words = _TITLE_ENDS.join(row[column] for column in text if row.get(column))
            known = next((row[column] for column in label if row.get(column)), "")
            if words and (known or not label):
                found.texts.append(words)
                found.labels.append(known)
                found.files.append(file.name)
    return found


def _named(file: Path, text: Sequence[str], label: Sequence[str]) -> list[dict[str, str]]:
    rows = read_rows(file)
    columns = set(rows[0]) if rows else set()
    for wanted in (text, label):
        if rows and wanted and columns.isdisjoint(wanted):
            raise ColumnsMissing(columns=", ".join(wanted))
    return rows


def read_rows(file: Path) -> list[dict[str, str]]:
    """Read a CSV (UTF-8, GBK) or the first sheet of a workbook."""
    content = file.read_bytes()
    if not content.startswith(b"PK\x03\x04"):
        return read_sheet(content, ())
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    return list(_of_book(book.worksheets[0].iter_rows(values_only=True)))


def _of_book(lines: Iterator[tuple[object, ...]]) -> Iterator[dict[str, str]]:
    head = [_cell(value) for value in next(lines, ())]
    for line in lines:
        row = {name: _cell(value) for name, value in zip(head, line, strict=False) if name}
        if any(row.values()):
            yield row


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


def message_of(row: Mapping[str, str], options: Mapping[str, Any]) -> Message:
    """A row of a table of messages, by the columns that the command names."""
    words = _TITLE_ENDS.join(row[column] for column in options["text"] if row.get(column))
    votes = sum(int(row[column]) for column in options["votes"] if row.get(column, "").isdigit())
    return Message(words, moment_of(row.get(options["time"], "")), votes)


def moment_of(text: str) -> datetime:
    """A time as offices write it: ``2019/1/7 8:05``, ``2019-01-07 08:05:00``."""
    numbers = [*re.findall(r"\d+", text), *("0" * 6)]
    year, month, day, *clock = numbers[:6]
    told = f"{year:0>4}-{month:0>2}-{day:0>2}T{':'.join(part.zfill(2) for part in clock)}"
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        raise CellNotDate(column="time", value=text) from None


def hot_told(
    number: int, matter: Matter, rows: Sequence[Mapping[str, str]], title: str
) -> dict[str, Any]:
    return {
        "number": number,
        "title": " ".join(rows[matter.title].get(title, "").split()),
        "place": matter.place,
        "first": f"{matter.first:%Y-%m-%d}",
        "last": f"{matter.last:%Y-%m-%d}",
        "count": len(matter.members),
        "heat": matter.heat,
        "words": matter.words,
        "rows": [member + 1 for member in matter.members],
    }
