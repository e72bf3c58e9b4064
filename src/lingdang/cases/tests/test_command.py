import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.cases.enums import State
from lingdang.cases.models import Case
from lingdang.cases.testing import a_case
from lingdang.people.public import Person
from lingdang.standards.testing import a_category


def run(*arguments):
    out = StringIO()
    call_command("cases", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def login(actor):
    return Person.objects.get(pk=actor.person_id).login


def test_a_step_is_taken_as_a_person(people):
    case = a_case(place=people.ground.grid)
    arguments = ("step", case.number, "refuse", "--data", json.dumps({"reason": "不归"}))
    out = run(*arguments, "--as", login(people.dispatcher))
    assert out.split() == [case.number, State.REFUSED]


def test_refusals_are_sentences(people):
    case = a_case(place=people.ground.grid)
    with pytest.raises(CommandError):
        run("step", case.number, "keep", "--as", login(people.leader))
    with pytest.raises(CommandError):
        run("step", case.number, "keep", "--as", login(people.other_dispatcher))
    with pytest.raises(CommandError):
        run("step", case.number, "keep", "--as", "nobody")
    with pytest.raises(CommandError):
        run("step", case.number, "keep", "--as", login(people.dispatcher), "--data", "[]")
    assert Case.objects.get().state == State.RECEIVED


def test_cases_come_from_files(people, tmp_path):
    a_category("06010")
    good = "external_key,received_at,description,category\n1,2026-05-08T09:30,垃圾,06010\n"
    file = tmp_path / "cases.csv"
    file.write_text(good, encoding="gb18030")
    assert "1" in run("import", str(file))
    assert Case.objects.get().category_id == "06010"

    file.write_text(good + "2,never,垃圾,06010\n", encoding="utf-8-sig")
    with pytest.raises(SystemExit):
        run("import", str(file))
    for broken in (b"\xff\xff\xff", b"external_key\n1\n", b"\0"):
        file.write_bytes(broken)
        with pytest.raises(CommandError):
            run("import", str(file))
    assert Case.objects.count() == 1


def test_refresh_says_what_it_did(people):
    assert "0" in run("refresh")
