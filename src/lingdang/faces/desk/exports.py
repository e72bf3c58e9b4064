"""Lists as sheets that offices open: written row by row as they are read, never whole in memory."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from django.http import FileResponse
from django.utils import timezone

from lingdang.kernel.workbook import Line, csv_stream, xlsx_stream

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet(name: str, head: Iterable[object], rows: Iterable[Line]) -> FileResponse:
    """``name-20260703-0912.xlsx``, on its way before its last row is read."""
    words = [str(word) for word in head]
    return _download(f"{_stamped(name)}.xlsx", _XLSX, xlsx_stream(name, words, rows))


def table(name: str, head: Iterable[object], rows: Iterable[Line]) -> FileResponse:
    """Send the same as CSV, for programs."""
    words = [str(word) for word in head]
    return _download(f"{_stamped(name)}.csv", "text/csv; charset=utf-8", csv_stream(words, rows))


def _stamped(name: str) -> str:
    return f"{name}-{timezone.localtime():%Y%m%d-%H%M}"


def _download(filename: str, content_type: str, content: Iterator[bytes]) -> FileResponse:
    response = FileResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(filename)}"
    return response
