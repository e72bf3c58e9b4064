"""What is watched, pressed for and handed over, from a sheet."""

from io import StringIO

import pytest
from django.core.management import call_command

from lingdang.cases.public import Case, State
from lingdang.cases.testing import a_case
from lingdang.dispatching.models import HandOver, Supervision, Urge
from lingdang.people.public import Person
from lingdang.people.testing import actor

HEAD = "act,external_key,by,note,days,unit,giver,taker\n"


@pytest.fixture
def case(people):
    made = a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        request_scope="import",
        request_key="k1",
        request_digest="x",
    )
    second = actor("unit_handler", unit=people.unit)
    told = {name: people[name].person_id for name in ("unit_handler", "supervisor")}
    for login, pk in {**told, "second": second.person_id}.items():
        Person.objects.filter(pk=pk).update(login=login)
    return made


@pytest.fixture
def load(tmp_path):
    def loaded(content):
        file = tmp_path / "watch.csv"
        file.write_text(content)
        call_command("dispatching", "watch", str(file), stdout=StringIO(), stderr=StringIO())

    return loaded


def test_each_row_is_done_by_whom_it_names(case, load):
    load(
        HEAD
        + "supervise,k1,supervisor,三日内,3,,,\n"
        + "urge,k1,supervisor,请回复,,,,\n"
        + "assign,k1,unit_handler,,,,,unit_handler\n"
        + f"hand_over,,unit_handler,钥匙在岗亭,,{case.unit.code},unit_handler,second\n"
    )
    assert Supervision.objects.get().by.login == "supervisor"
    assert Urge.objects.get().note == "请回复"
    assert HandOver.objects.get().to.login == "second"
    assert Case.objects.get(pk=case.pk).handler.login == "second"


@pytest.mark.parametrize(
    "row",
    [
        "shout,k1,supervisor,x,,,,",
        "urge,k9,supervisor,x,,,,",
        "urge,k1,nobody,x,,,,",
        "supervise,k1,supervisor,x,soon,,,",
        "supervise,k1,unit_handler,x,3,,,",
        "hand_over,,unit_handler,x,,nowhere,unit_handler,second",
    ],
)
def test_one_bad_row_and_nothing_is_done(case, load, row):
    with pytest.raises(SystemExit):
        load(f"{HEAD}urge,k1,supervisor,好,,,,\n{row}\n")
    assert not Urge.objects.exists()
