"""Lists as sheets that offices open: written row by row, never whole in memory."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import Truncator
from openpyxl import Workbook

MOST = 50_000
_CELL = 2_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> FileResponse:
    """``name-20260703-0912.xlsx``, its rows written one by one and never kept."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title=name[:31])
    page.freeze_panes = "A2"
    page.append([str(word) for word in head])
    for row in rows:
        page.append([_cell(value) for value in row])
    file = BytesIO()  # packed, 50,000 rows are a few megabytes
    book.save(file)
    file.seek(0)
    stamp = timezone.localtime().strftime("%Y%m%d-%H%M")
    return FileResponse(file, as_attachment=True, filename=f"{name}-{stamp}.xlsx")


def _cell(value: object) -> object:
    """Text that a sheet would run as a formula stays text."""
    if not isinstance(value, str):
        return value
    short = Truncator(value).chars(_CELL)
    return f"'{short}" if short.startswith(_FORMULA) else short
