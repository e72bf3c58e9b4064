"""A pattern from a sheet, and what the command says of gaps."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import Role
from lingdang.people.testing import a_post
from lingdang.places.testing import a_place
from lingdang.shifts.enums import Kind
from lingdang.shifts.imports import COLUMNS, import_pattern
from lingdang.shifts.models import Shift
from lingdang.shifts.testing import PLANNER, a_shift

HEAD = "login,role,place_code,weekday,kind,begins,ends,remark\n"


def imported(lines, monday, weeks=2):
    rows = read_sheet((HEAD + "\n".join(lines)).encode(), COLUMNS)
    return import_pattern(rows, first=monday + timedelta(days=3), weeks=weeks, by=PLANNER)


@pytest.fixture
def li(town):
    """The first cells of a row about Li, in a grid that has a code."""
    town.grid = a_place("夜市网格", parent=town.ground.village, code="g1")
    for person in (town.li, town.wang):
        a_post(person, Role.GRID_WORKER, place=town.grid)
    return f"{town.li.login},grid_worker,g1"


def test_a_pattern_is_planned_for_weeks_and_again_changes_nothing(li, monday):
    lines = [f"{li},1;2,day,,,", f"{li},7,night,21:00,05:00,夜市"]
    assert imported(lines, monday).created == 6
    assert imported(lines, monday).created == 0
    first, *_rest, last = Shift.objects.order_by("starts_at")
    assert first.starts_at.isoformat().startswith(f"{monday}T00:00")  # 08:00 in Shanghai
    assert (last.kind, last.remark) == (Kind.NIGHT, "夜市")
    assert last.ends_at - last.starts_at == timedelta(hours=8)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("nobody,grid_worker,g1,1,day,,,", "incomplete"),
        ("{li},1,tea,,,", "incomplete"),
        ("{li},8,day,,,", "incomplete"),
        ("{li},1,day,noon,,", "not_a_time"),
        ("{li},2,staggered,,,", "shift_collides"),
    ],
)
def test_one_wrong_row_and_nothing_is_planned(li, monday, line, code):
    report = imported([f"{li},2,day,,,", line.format(li=li)], monday)
    assert [(one.row, one.code) for one in report.problems] == [(3, code)]
    assert not Shift.objects.exists()


def test_the_command_plans_copies_and_names_gaps(town, li, monday, tmp_path):
    sheet = tmp_path / "shifts.csv"
    sheet.write_text(HEAD + f"{li},1,day,,,\n")
    out = StringIO()
    call_command("shifts", "plan", str(sheet), "--from", str(monday), stdout=out)
    following = monday + timedelta(days=7)
    a_shift(town.wang, town.grid, monday, Kind.NIGHT)
    a_shift(town.wang, town.grid, following, Kind.STAGGERED)
    call_command("shifts", "copy", "g1", "--week", str(following), stdout=out)
    assert Shift.objects.count() == 4
    assert f"{following} 20:00" in out.getvalue()
    gaps = StringIO()
    with pytest.raises(SystemExit):
        call_command("shifts", "gaps", "g1", "--from", str(monday), "--json", stdout=gaps)
    assert [gap["ends_at"] for gap in json.loads(gaps.getvalue())] == [f"{monday}T08:00:00+08:00"]
    call_command("shifts", "gaps", "g1", "--from", str(monday - timedelta(days=7)))
    with pytest.raises(CommandError):
        call_command("shifts", "now", "nowhere")
    call_command("shifts", "now", "g1", stdout=out)
    assert "李*" in out.getvalue()
