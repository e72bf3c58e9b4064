import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.cases.enums import State
from lingdang.cases.models import Case
from lingdang.cases.testing import a_case
from lingdang.people.public import Person


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


def test_refresh_says_what_it_did(people):
    assert "0" in run("refresh")
