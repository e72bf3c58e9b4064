"""From the bytes of a file to rows of text: xlsx or CSV, within limits, never trusted."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import ParseError

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lingdang.kernel.errors import Incomplete
from lingdang.kernel.sheets import SheetUnreadable, decoded

MOST_ROWS = 100_000
MOST_COLUMNS = 200
_LONGEST_CELL = 100_000
_UNPACKED = 400 * 2**20
_MOST_PARTS = 2_000
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ParseError, InvalidFileException),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError),
)

type Cells = list[str]


class SheetTooLarge(Incomplete):
    code = "sheet_too_large"
    status = 413
    text = gettext_lazy("The file is too large: %(what)s is at most %(most)s.")


class SheetNotRead(Incomplete):
    code = "sheet_not_read"
    text = gettext_lazy("This is neither an xlsx workbook nor a CSV table in UTF-8 or GBK.")


class SheetIsOld(Incomplete):
    code = "sheet_is_old"
    text = gettext_lazy(
        "This is a workbook of the old kind (.xls). Save it as .xlsx and choose it again."
    )


class SheetEmpty(Incomplete):
    code = "sheet_empty"
    text = gettext_lazy("The file holds no row below its header.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row and its number as a spreadsheet counts it."""

    number: int
    cells: Cells


def read_lines(content: bytes) -> list[Line]:
    """Every row that holds something."""
    _require(_("the file"), len(content), settings.IMPORT_MAX_BYTES)
    if content.startswith(_OLD):
        raise SheetIsOld
    rows = _workbook(content) if content.startswith(_ZIP) else _table(content)
    lines = []
    for number, row in enumerate(rows, 1):
        cells = _trimmed(row)
        if cells:
            _require(_("its number of columns"), len(cells), MOST_COLUMNS)
            _require(_("a cell"), max(map(len, cells)), _LONGEST_CELL)
            lines.append(Line(number, cells))
            _require(_("its number of rows"), len(lines), MOST_ROWS)
    if not lines:
        raise SheetEmpty
    return lines


def _require(what: str, found: int, most: int) -> None:
    if found > most:
        raise SheetTooLarge(what=what, most=f"{most:,}")


def _trimmed(row: Iterable[object]) -> Cells:
    cells = [_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _workbook(content: bytes) -> Iterator[Iterable[object]]:
    """The first sheet of a workbook that holds something; formulas as what they came to."""
    try:
        _require_honest_zip(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size need not be true
            found = False
            for row in sheet.iter_rows(values_only=True):
                found = found or any(value not in {None, ""} for value in row)
                yield row
            if found:
                return
    except _DAMAGED:
        raise SheetNotRead from None


def _require_honest_zip(content: bytes) -> None:
    """Refuse a zip that says it unpacks to more than anybody needs; it cannot unpack to more."""
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _UNPACKED or len(parts) > _MOST_PARTS:
        raise SheetTooLarge(what=_("what it unpacks to"), most=f"{_UNPACKED // 2**20} MB")


def _table(content: bytes) -> Iterator[Iterable[object]]:
    csv.field_size_limit(_LONGEST_CELL * 10)
    try:
        text = content.decode("utf-16") if content.startswith(_UTF_16) else decoded(content)
        yield from csv.reader(
            io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
        )
    except (SheetUnreadable, UnicodeDecodeError, csv.Error):
        raise SheetNotRead from None


def _delimiter(text: str) -> str:
    """What stands most often in the first line that holds something."""
    first = next((line for line in text[:10_000].splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)
