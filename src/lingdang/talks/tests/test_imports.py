from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.cases.public import Case, State
from lingdang.cases.testing import a_case
from lingdang.people.public import Person
from lingdang.talks.models import Remark, StandardReply, Waiting

HEAD = "external_key,kind,text,by,public,mentioned\n"


@pytest.fixture
def case(people):
    made = a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
        request_scope="import",
        request_key="k1",
        request_digest="x",
    )
    for name in ("resident", "unit_handler", "verifier"):
        Person.objects.filter(pk=people[name].person_id).update(login=name)
    return made


@pytest.fixture
def load(tmp_path):
    def loaded(verb, content):
        file = tmp_path / "talks.csv"
        file.write_text(content)
        said = StringIO()
        call_command("talks", verb, str(file), stdout=said, stderr=said)
        return said.getvalue()

    return loaded


def test_what_was_said_is_said_in_the_order_of_the_sheet(case, load):
    load(
        "remarks",
        HEAD
        + "k1,question,哪里?,unit_handler,,\nk1,answer,南门,resident,,\n"
        + "k1,addition,又一堆,resident,,\nk1,reply,已派人,unit_handler,1,\n"
        + "k1,note,请看,unit_handler,,verifier\n",
    )
    kinds = Remark.objects.order_by("pk").values_list("kind", flat=True)
    assert [*kinds] == ["question", "answer", "addition", "reply", "note"]


@pytest.mark.parametrize(
    "row",
    [
        "k9,note,x,verifier,,",
        "k1,shout,x,verifier,,",
        "k1,note,x,nobody,,",
        "k1,reply,x,verifier,2,",
    ],
)
def test_one_bad_row_and_nothing_is_said(case, load, row):
    with pytest.raises(SystemExit):
        load("remarks", f"{HEAD}k1,note,好,verifier,,\n{row}\n")
    assert not Remark.objects.exists()


def test_standard_replies_come_from_a_sheet(people, load):
    load("replies", "title,text,category,state\n已办结,{outcome},,closed\n")
    assert StandardReply.objects.get().state == State.CLOSED
    with pytest.raises(SystemExit):
        load("replies", "title,text,category,state\n甲,x,,lost\n")


def test_whose_reporters_wait_is_looked_through_from_a_day(people):
    made = a_case(State.HANDLED, place=people.ground.grid, reporter_id=people.resident.person_id)
    day = Case.objects.get(pk=made.pk).handled_at.date().isoformat()
    said = StringIO()
    call_command("talks", "waiting", "--since", day, stdout=said)
    assert (said.getvalue().strip(), Waiting.objects.count()) == ("1", 1)
    with pytest.raises(CommandError):
        call_command("talks", "waiting")
