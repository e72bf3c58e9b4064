"""Sheets from before, and the command that reads them and draws again."""

import pytest
from django.core.management import CommandError, call_command

from lingdang.cases.public import Case
from lingdang.cases.testing import a_case
from lingdang.inspections.imports import (
    FINDING_COLUMNS,
    import_findings,
    import_groups,
    import_rounds,
)
from lingdang.inspections.management.commands.inspections import COMMAND
from lingdang.inspections.public import Finding, Group
from lingdang.inspections.testing import a_checklist, a_round
from lingdang.kernel.errors import NotAllowed
from lingdang.people.public import UnitKind
from lingdang.people.testing import a_person, a_unit
from lingdang.places.public import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def codes(ground):
    for at, place in enumerate((ground.district, ground.town, ground.grid)):
        Place.objects.filter(pk=place.pk).update(code=f"9901{at}")
    return ["99010", "99011", "99012"]


@pytest.fixture
def group_row(ground, codes):
    unit = a_unit("第一督导组", place=ground.district, kind=UnitKind.SUPERVISION_GROUP)
    return {
        "unit_code": unit.code, "area": "东片", "place_codes": codes[1],
        "leader": a_person().login, "members": "",
    }  # fmt: skip


@pytest.fixture
def round_row(ground, codes, group_row):
    a_checklist(ground.district)
    import_groups([group_row], by=COMMAND)
    return {
        "name": "专项检查", "kind": "special", "unannounced": "0", "place_code": codes[0],
        "checklist": "lanes", "from": "2026-09-01", "until": "2026-09-30",
        "groups": group_row["unit_code"], "organisers": group_row["unit_code"],
        "state": "published",
    }  # fmt: skip


@pytest.fixture
def finding_row(ground, codes, round_row):
    import_rounds([round_row], by=COMMAND)
    case = a_case("verified", place=ground.grid)
    Case.objects.filter(pk=case.pk).update(
        request_scope="import", request_key="k1", request_digest="x"
    )
    told = {
        "round": "专项检查", "place_code": codes[2], "item": "Ⅲ-1", "result": "unmet",
        "note": "有垃圾", "found_at": "2026-09-02T09:00", "case_key": "k1",
        "unit_code": a_unit(place=ground.district).code, "handed_at": "2026-09-02T10:00",
        "due_on": "2026-09-05",
    }  # fmt: skip
    return dict.fromkeys(FINDING_COLUMNS, "") | told


def test_sheets_come_in_once(group_row, round_row, finding_row):
    assert import_groups([group_row], by=COMMAND).created == 0
    assert import_rounds([round_row], by=COMMAND).unchanged == 1
    assert import_findings([finding_row], by=COMMAND).created == 1
    assert import_findings([finding_row], by=COMMAND).unchanged == 1
    found = Finding.objects.get()
    assert (found.round.state, found.order.due_on.isoformat()) == ("published", "2026-09-05")


def test_all_rows_or_none_and_each_problem_named(finding_row):
    wrong = [{"round": "?"}, {"item": "?"}, {"case_key": "?"}, {"found_at": "?"}, {"result": "?"},
             {"place_code": "?"}, {"unit_code": "?"}]  # fmt: skip
    report = import_findings([finding_row, *({**finding_row, **it} for it in wrong)], by=COMMAND)
    assert {problem.row for problem in report.problems} >= {3, 4, 7, 8}
    assert (report.created, Finding.objects.count()) == (0, 0)


def test_only_processes_import(group_row, supervisor):
    with pytest.raises(NotAllowed):
        import_groups([group_row], by=supervisor)
    assert not Group.objects.exists()


def test_the_command_draws_again(ground, supervisor, capsys):
    made = a_round(ground.district, supervisor, at=ground.grid, begun=False)
    with pytest.raises(SystemExit):
        call_command("inspections", "sample", str(made.pk), "--check")
    with pytest.raises(CommandError):
        call_command("inspections", "sample", "999999")
    capsys.readouterr()
