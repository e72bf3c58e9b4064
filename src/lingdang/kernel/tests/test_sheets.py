from datetime import date, time

import pytest

from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import (
    CellNotDate,
    CellNotTime,
    ColumnsMissing,
    ImportReport,
    SheetUnreadable,
    cell_date,
    cell_time,
    checked,
    read_sheet,
)

TEXT = "code,name\nA,城管局\nB,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_sheet_is_read_as_offices_save_it(encoding):
    rows = read_sheet(TEXT.encode(encoding), ["code", "name"])
    assert rows == [{"code": "A", "name": "城管局"}, {"code": "B", "name": ""}]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00\x00", b"code,name\n\0,x\n", b'code,name\n"A,x\n']
)
def test_what_is_no_sheet_is_refused(content):
    with pytest.raises(SheetUnreadable):
        read_sheet(content, ["code"])


def test_missing_columns_are_named():
    with pytest.raises(ColumnsMissing) as refusal:
        read_sheet(b"code\nA\n", ["code", "name", "kind"])
    assert refusal.value.facts == {"columns": "name, kind"}


def test_ragged_rows_are_read():
    assert read_sheet(b" code ,name\nA\nB,b,c\n", ["code"]) == [
        {"code": "A", "name": ""},
        {"code": "B", "name": "b"},
    ]


def test_rows_become_drafts_problems_or_stay_as_they_are():
    def check(row):
        if row["code"] == "gone":
            raise NotFound
        return row["code"] or None

    report = ImportReport()
    assert checked([{"code": code} for code in ("A", "", "gone", "B")], check, report) == ["A", "B"]
    assert report.unchanged == 1
    assert [(problem.row, problem.code) for problem in report.problems] == [(4, "not_found")]


@pytest.mark.parametrize(("text", "day"), [("", None), ("2026/1/3", date(2026, 1, 3))])
def test_days_are_read_as_people_write_them(text, day):
    assert cell_date({"from": text}, "from") == day


@pytest.mark.parametrize(("text", "hour"), [("", None), ("8:30", time(8, 30))])
def test_hours_are_read_as_people_write_them(text, hour):
    assert cell_time({"from": text}, "from") == hour


def test_what_is_no_day_and_no_hour_is_refused():
    with pytest.raises(CellNotDate):
        cell_date({"from": "2026-13-01"}, "from")
    with pytest.raises(CellNotTime):
        cell_time({"from": "25:00"}, "from")
