import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from lingdang.people.public import Person


def run(*arguments):
    said = io.StringIO()
    call_command("export", "cases", *arguments, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def two(staff, a_case):
    return a_case(description="早"), a_case("dispatched", description="晚")


def test_a_line_of_json_per_case(two, capfdbinary):
    told = run("--json", "--filter", "state=received")
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [line["描述"] for line in lines] == ["早"]
    assert "1" in told


def test_files_hold_what_the_filter_lets_through(two, tmp_path):
    sheet, table = tmp_path / "cases.xlsx", tmp_path / "cases.csv"
    run("--format", "xlsx", "--out", str(sheet), "--filter", "cols=text", "--filter", "sort=oldest")
    rows = load_workbook(sheet).active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["描述", "早", "晚"]
    run("--out", str(table))
    assert len(table.read_text("utf-8-sig").splitlines()) == 3


def test_as_somebody_only_what_they_may_see(two, staff, tmp_path):
    login = Person.objects.get(pk=staff.stranger.person.pk).login
    run("--out", str(tmp_path / "theirs.csv"), "--as", login)
    assert len((tmp_path / "theirs.csv").read_text("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("wrong", [("--filter", "state=nonsense"), ("--as", "nobody")])
def test_what_is_not_understood_ends_with_two(two, wrong):
    with pytest.raises(CommandError) as refused:
        run(*wrong)
    assert refused.value.returncode == 2
