"""Builders for tests: sheets as offices save them."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook


def a_csv(rows: Sequence[Sequence[object]], encoding: str = "utf-8") -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode(encoding)


def an_xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
