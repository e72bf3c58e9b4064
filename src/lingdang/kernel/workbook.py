"""Sheets as streams: the first bytes leave before the last row is read, and memory stays small.

An xlsx is a zip of small XML files; written with inline strings, its rows need no second pass.
"""

import csv
import io
import re
import zlib
from collections.abc import Buffer, Iterable, Iterator, Sequence
from itertools import batched, chain
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

type Line = Sequence[object]

_AT_ONCE = 200  # rows between two looks at what can leave
_MOST_ROWS = 1_000_000  # of one sheet: offices open 1,048,576
_MOST_BYTES = 2**30  # of one sheet, unpacked: beyond 2 GiB a zip needs what offices do not read
_LONGEST = 32_000  # of one cell: offices open 32,767
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET_HEAD = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_USUAL = (
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
)
_SHEET_FOOT = "</sheetData></worksheet>"


def plain(value: object) -> object:
    """Text that a sheet would run as a formula stays text; what no sheet can hold goes."""
    if not isinstance(value, str):
        return value
    text = writable(value)
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return f"'{text}" if text.startswith(_FORMULA) else text


def writable(text: str) -> str:
    """What XML, and hence no office's file, can hold is left out."""
    return text if text.isprintable() else _UNWRITABLE.sub("", text)


def csv_stream(head: Line, rows: Iterable[Line]) -> Iterator[bytes]:
    """UTF-8 with the mark by which offices know it."""
    kept = io.StringIO("\ufeff")
    kept.seek(0, io.SEEK_END)
    writer = csv.writer(kept)
    for stretch in batched(chain([head], rows), _AT_ONCE):
        writer.writerows([plain(value) for value in row] for row in stretch)
        yield kept.getvalue().encode()
        kept.seek(0)
        kept.truncate()


def xlsx_stream(title: str, head: Line, rows: Iterable[Line]) -> Iterator[bytes]:
    """One sheet, or as many as the rows need, each with the header on top."""
    sink = _Sink()
    left = iter(rows)
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=zlib.Z_BEST_SPEED) as book:
        names: list[str] = []
        first = next(left, None)
        while first is not None or not names:
            names.append(title[:28] + (f" {len(names) + 1}" if names else ""))
            with book.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as page:
                page.write(f"{_SHEET_HEAD}{_row(head)}".encode())
                yield sink.taken()
                written = size = 0
                some = [] if first is None else [first]
                for stretch in batched(chain(some, left), _AT_ONCE):
                    size += page.write("".join(map(_row, stretch)).encode())
                    yield sink.taken()
                    written += len(stretch)
                    if written >= _MOST_ROWS or size >= _MOST_BYTES:
                        break
                page.write(_SHEET_FOOT.encode())
            first = next(left, None)
        for name, text in _parts(names):
            book.writestr(name, f"{_XML}{text}")
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where the zip writes to: a file that cannot be gone back in."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def write(self, some: Buffer, /) -> int:
        self._kept.append(bytes(some))
        return len(self._kept[-1])

    def taken(self) -> bytes:
        some = b"".join(self._kept)
        self._kept.clear()
        return some


def _row(values: Line) -> str:
    return f"<row>{''.join(map(_cell, values))}</row>"


def _cell(value: object) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = escape(str(plain(str(value))))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _parts(names: list[str]) -> Iterator[tuple[str, str]]:
    """Say what lies in the book, and where."""
    numbered = list(enumerate(names, 1))
    listed = "".join(
        f'<sheet name="{_attribute(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in numbered
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number, _name in numbered
    )
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_TYPES}.worksheet+xml"/>'
        for number, _name in numbered
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    )
    yield "xl/_rels/workbook.xml.rels", _relationships(related)
    yield (
        "_rels/.rels",
        _relationships(
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
    )
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{_USUAL}{typed}</Types>'


def _relationships(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _attribute(name: str) -> str:
    """Sheets may not be called just anything."""
    return escape(re.sub(r"[\[\]:*?/\\']", " ", name), {'"': " "})
