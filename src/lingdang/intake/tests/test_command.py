import io
import json

import pytest
from django.core.management import CommandError, call_command

from lingdang.cases.public import Case
from lingdang.intake.models import Import
from lingdang.intake.public import ColumnMap, save_map
from lingdang.intake.testing import HEAD, a_message
from lingdang.kernel.testing import a_csv, an_xlsx


def run(*arguments):
    out, told = io.StringIO(), io.StringIO()
    call_command("import", "cases", *map(str, arguments), stdout=out, stderr=told)
    return out.getvalue()


@pytest.fixture
def file(tmp_path, people):
    def write(*rows, name="留言.csv"):
        path = tmp_path / name
        made = an_xlsx if name.endswith("xlsx") else a_csv
        path.write_bytes(made([HEAD, *rows]))
        return path

    return write


def test_all_rows_go_in_and_a_second_run_adds_none(file):
    path = file(a_message("1"), a_message("2"), name="留言.xlsx")
    first, second = (json.loads(run(path, "--json")) for _n in range(2))
    assert [(told["created"], told["unchanged"]) for told in (first, second)] == [(2, 0), (0, 2)]
    assert Case.objects.count() == 2


def test_a_dry_run_writes_nothing(file):
    told = json.loads(run(file(a_message()), "--json", "--dry-run"))
    assert (told["created"], told["good"], Case.objects.count()) == (0, 1, 0)


def test_problems_end_with_one_and_all_or_none_is_none(file):
    path = file(a_message("1"), a_message("2", 留言时间="昨天"))
    with pytest.raises(SystemExit) as ended:
        run(path)
    assert (ended.value.code, Case.objects.count()) == (1, 0)
    with pytest.raises(SystemExit):
        run(path, "--partial")
    assert Case.objects.count() == 1


def test_a_map_comes_by_name_or_from_a_file(file, people, tmp_path):
    told = ColumnMap(columns={"留言详情": "description", "留言时间": "received_at"}, origin="信箱")
    save_map(name="信箱", column_map=told, by=people.dispatcher)
    kept = tmp_path / "map.json"
    kept.write_text(json.dumps(told.stored() | {"origin": "别处"}))
    path = file(a_message())
    run(path, "--map", "信箱")
    run(path, "--map", kept)
    assert {case.request_key.split(":")[0] for case in Case.objects.all()} == {"信箱", "别处"}


def test_what_holds_for_every_row_is_set(file, people):
    path = file(a_message(答复意见="已修好。", 答复时间="2019-03-09"))
    run(path, "--set", f"reply_unit={people.unit.code}", "--set", "source=media")
    case = Case.objects.get()
    assert (case.source, case.unit_id) == ("media", people.unit.pk)


@pytest.mark.parametrize(
    "wrong", [("--map", "nobody"), ("--set", "reply=x"), ("--map", "missing.json")]
)
def test_what_says_nothing_ends_with_two(file, wrong):
    with pytest.raises(CommandError) as refused:
        run(file(a_message()), *wrong)
    assert (refused.value.returncode, Case.objects.count()) == (2, 0)
    assert set(Import.objects.values_list("state", flat=True)) <= {"cancelled"}


def test_what_is_no_sheet_ends_with_two(tmp_path, people):
    broken = tmp_path / "x.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    for path in (broken, tmp_path / "missing.csv"):
        with pytest.raises(CommandError) as refused:
            run(path)
        assert refused.value.returncode == 2
