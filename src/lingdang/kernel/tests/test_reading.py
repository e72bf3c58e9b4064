import io
import zipfile
from datetime import date, datetime

import pytest

from lingdang.kernel import reading
from lingdang.kernel.headers import named_columns
from lingdang.kernel.moments import spelled
from lingdang.kernel.reading import (
    Line,
    SheetEmpty,
    SheetIsOld,
    SheetNotRead,
    SheetTooLarge,
    read_lines,
)
from lingdang.kernel.testing import a_csv, an_xlsx

ROWS = [["编号", "内容"], ["1", "路灯,坏了"], [], ["2", "井盖\n丢了"]]


@pytest.mark.parametrize(
    "content",
    [
        a_csv(ROWS),
        a_csv(ROWS, "utf-8-sig"),
        a_csv(ROWS, "gbk"),
        a_csv(ROWS, "utf-16"),
        a_csv(ROWS).replace(b",", b";").replace("路灯;坏了".encode(), "路灯,坏了".encode()),
        an_xlsx(ROWS),
    ],
)
def test_every_form_reads_alike(content):
    assert read_lines(content) == [
        Line(1, ["编号", "内容"]),
        Line(2, ["1", "路灯,坏了"]),
        *([Line(4, ["2", "井盖\n丢了"])]),
    ]


def test_cells_of_every_kind_become_text():
    moment, day = datetime(2019, 8, 1, 11, 20, 21), date(2019, 8, 1)  # noqa: DTZ001 -- as a sheet has it
    lines = read_lines(an_xlsx([[1, 2.0, 2.5, moment, day, True, None, " x "]]))
    assert lines[0].cells == [
        *("1", "2", "2.5", "2019-08-01 11:20:21", "2019-08-01 00:00:00", "1", "", "x"),
    ]


def _zip(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", SheetEmpty),
        (b"\n\n,,\n", SheetEmpty),
        (b"\xff\xff\xff", SheetNotRead),
        (b"a,\0\n1,2\n", SheetNotRead),
        (b'a,"b\n', SheetNotRead),
        (b"\xd0\xcf\x11\xe0rest", SheetIsOld),
        (b"PK\x03\x04 but no zip", SheetNotRead),
        (_zip(readme="no workbook"), SheetNotRead),
        (an_xlsx(ROWS)[:-300], SheetNotRead),
    ],
)
def test_what_is_no_sheet_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_lines(content)


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(reading, "_UNPACKED", 1_000_000)
    with pytest.raises(SheetTooLarge):
        read_lines(_zip(bomb=b"0" * 2_000_000))


@pytest.mark.parametrize(
    ("limit", "most", "content"),
    [
        ("MOST_ROWS", 2, a_csv([["x"]] * 3)),
        ("MOST_COLUMNS", 2, a_csv([["x"] * 3])),
        ("_LONGEST_CELL", 2, a_csv([["xxx"]])),
    ],
)
def test_limits_are_told(monkeypatch, limit, most, content):
    monkeypatch.setattr(reading, limit, most)
    with pytest.raises(SheetTooLarge, match="2"):
        read_lines(content)


def test_a_file_that_is_too_large_is_not_read(settings):
    settings.IMPORT_MAX_BYTES = 10
    with pytest.raises(SheetTooLarge):
        read_lines(b"x" * 11)


def test_every_column_has_a_name_of_its_own():
    assert named_columns(["a", "", "a", "a"], 5) == ["a", "#2", "a (2)", "a (3)", "#5"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019/2/28 11:25:05", "2019-02-28T11:25:05"),
        ("2019-02-28 11:25", "2019-02-28T11:25:00"),
        ("2019-02-28T11:25:05.123Z", "2019-02-28T11:25:05Z"),
        ("2019-02-28T11:25:05+08:00", "2019-02-28T11:25:05+08:00"),
        ("2019年2月28日", "2019-02-28T00:00:00"),
        ("2019年2月28日 9时5分", "2019-02-28T09:05:00"),
        ("2019.2.28 9:05", "2019-02-28T09:05:00"),
        ("2019/2/30", "2019/2/30"),
        ("昨天", "昨天"),
    ],
)
def test_moments_are_spelled_one_way(text, iso):
    assert spelled(text) == iso
