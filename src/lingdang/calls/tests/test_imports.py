"""Rings of the past come in as they went, and ring nobody again."""

import pytest
from django.core.management import call_command

from lingdang.calls.enums import Level, State
from lingdang.calls.models import Call, Rung
from lingdang.cases.public import Case, Source
from lingdang.cases.testing import a_case, told
from lingdang.journal.public import Delivery


@pytest.fixture
def rings(people):
    """Three imported cases by bell in the grid."""
    imported = {"request_scope": "import", "request_digest": "x"}
    for key in ("one", "two", "three"):
        a_case(place=people.ground.grid, source=Source.BELL, request_key=key, **imported)
    Delivery.objects.all().delete()


def past(folder, *lines):
    file = folder / "calls.csv"
    file.write_text("\n".join(["external_key,seconds,by", *lines]), encoding="utf-8")
    call_command("calls", "past", str(file))


def test_they_stand_as_they_went(people, rings, tmp_path):
    login = people.community.person_id
    name = Call.answered_by.field.related_model.objects.get(pk=login).login
    past(tmp_path, "one,20,first", f"two,200,{name}", "three,,")
    found = {call.case.request_key: call for call in Call.objects.select_related("case")}
    assert (found["one"].state, found["one"].level) == (State.ANSWERED, Level.GRID)
    assert (found["two"].level, found["two"].answered_by_id) == (Level.COMMUNITY, login)
    assert (found["three"].state, found["three"].level) == (State.UNANSWERED, Level.STREET)
    assert [Rung.objects.filter(call=found[key]).count() for key in found] == [1, 2, 3]
    assert told(found["two"].case)[1:] == ["level_rung", "level_rung", "call_answered"]
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("line", ["nothing,1,first", "one,x,first", "one,1,nobody"])
def test_a_wrong_row_brings_nothing_in(people, rings, tmp_path, line):
    with pytest.raises(SystemExit):
        past(tmp_path, "two,20,first", line)
    assert not Call.objects.exists()


def test_twice_is_refused(people, rings, tmp_path):
    past(tmp_path, "one,20,first")
    with pytest.raises(SystemExit):
        past(tmp_path, "one,20,first")
    assert Case.objects.count() == 3
