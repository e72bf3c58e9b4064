import csv
import io
import itertools
import zipfile

import pytest
from openpyxl import load_workbook

from lingdang.kernel import workbook
from lingdang.kernel.workbook import csv_stream, xlsx_stream

HEAD = ["编号", "内容"]
ROWS = [[1, "路灯坏了"], [2.5, "=1+1"], [None, "<b> & \x01 \ud800\n第二行 "], [True, ""]]


def test_an_xlsx_opens_as_it_was_written():
    book = load_workbook(io.BytesIO(b"".join(xlsx_stream("案/件", HEAD, ROWS))))
    assert book.sheetnames == ["案 件"]
    assert [list(row) for row in book.active.iter_rows(values_only=True)] == [
        HEAD,
        [1, "路灯坏了"],
        [2.5, "'=1+1"],
        [None, "<b> &  \n第二行 "],
        ["True", None],
    ]


def test_a_csv_reads_as_it_was_written():
    text = b"".join(csv_stream(HEAD, ROWS)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [
        HEAD,
        ["1", "路灯坏了"],
        ["2.5", "'=1+1"],
        ["", "<b> &  \n第二行 "],
        ["True", ""],
    ]


@pytest.mark.parametrize("stream", [xlsx_stream, lambda _title, *rest: csv_stream(*rest)])
def test_the_first_bytes_leave_before_the_last_row_is_read(stream):
    read = itertools.count()
    rows = ([next(read), "x"] for _n in range(10_000))
    content = stream("t", HEAD, rows)
    assert next(content)
    assert next(read) < 500


def test_without_rows_there_is_a_header():
    book = load_workbook(io.BytesIO(b"".join(xlsx_stream("t", HEAD, []))))
    assert list(book.active.iter_rows(values_only=True)) == [tuple(HEAD)]


def test_what_one_sheet_cannot_hold_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 200)
    content = b"".join(xlsx_stream("t", HEAD, ([n, ""] for n in range(450))))
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    book = load_workbook(io.BytesIO(content))
    assert {sheet.title: sheet.max_row for sheet in book} == {"t": 201, "t 2": 201, "t 3": 51}


def test_a_cell_is_never_longer_than_offices_open():
    assert len(str(workbook.plain("字" * 40_000))) == 32_001
