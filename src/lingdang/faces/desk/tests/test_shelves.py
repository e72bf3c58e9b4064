"""Lists of what an administrator keeps: searched, narrowed, put in order, taken along."""

import io
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from lingdang.cases.public import Step
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import add_robot
from lingdang.standards.public import Procedure
from lingdang.worklists.public import begin_run

CARER = Actor.process("carer", "messaging.manage")


@pytest.fixture
def office(enter, staff):
    return enter(staff.system_admin)


def sheet(answer):
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [*book.active.iter_rows(values_only=True)][1:]


@pytest.fixture
def robots(staff):
    for channel, name in (("wecom_robot", "城管群"), ("dingtalk_robot", "网格群")):
        add_robot(channel=channel, name=name, unit_id=None, key="k", secret="", by=CARER)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["城管群", "网格群"]),
        ("sort=newest", ["网格群", "城管群"]),
        ("q=城管", ["城管群"]),
        ("channel=dingtalk_robot", ["网格群"]),
        ("q=nowhere", []),
    ],
)
def test_robots(office, robots, query, found):
    page = office.get(f"/desk/outbox/robots/?{query}")
    assert [one.name for one in page.context["page"].rows] == found
    rows = sheet(office.get(f"/desk/outbox/robots/export.xlsx?{query}"))
    assert [row[0] for row in rows] == found
    assert all("k" not in row for row in rows)


@pytest.fixture
def procedures(staff):
    Procedure.objects.create(code="clue", name="线索", restricted=True, roles=["mediator"])
    Procedure.objects.create(code="errand", name="代办", public=True, position=1)
    Procedure.objects.create(code="plain", name="巡查", in_use=False, position=2)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["clue", "errand", "plain"]),
        ("sort=name", ["errand", "plain", "clue"]),
        ("q=代办", ["errand"]),
        ("seen=restricted", ["clue"]),
        ("seen=staff", ["plain"]),
        ("used=no", ["plain"]),
        ("q=nowhere", []),
    ],
)
def test_procedures(office, procedures, query, found):
    page = office.get(f"/desk/procedures/?{query}")
    assert {one.code for one in page.context["page"].rows} == set(found)
    rows = sheet(office.get(f"/desk/procedures/export.xlsx?{query}"))
    assert {row[0] for row in rows} == set(found)


def test_wordings(office):
    every = office.get("/desk/outbox/words/").context["rows"]
    some = office.get("/desk/outbox/words/", {"q": every[0]["label"]}).context["rows"]
    assert every[0] in some
    assert len(some) < len(every)
    assert office.get("/desk/outbox/words/?whose=own").context["rows"] == []
    assert len(sheet(office.get("/desk/outbox/words/export.xlsx"))) == len(every)


def test_runs(enter, staff, a_case):
    case = a_case()
    told = {"step": Step.REFUSE, "data": {"reason": "x"}, "by": staff.dispatcher.actor}
    run = begin_run(key=uuid4(), case_ids=[case.pk], **told)
    begin_run(key=uuid4(), case_ids=[a_case().pk], **told)
    client = enter(staff.dispatcher)
    for query, count in {
        "": 2,
        "sort=oldest": 2,
        f"q={case.number}": 1,
        "step=file": 0,
        "since=2099-01-01": 0,
    }.items():
        page = client.get(f"/desk/cases/many/done/?{query}")
        assert len(page.context["runs"]) == count, query
        assert len(sheet(client.get(f"/desk/cases/many/done/export.xlsx?{query}"))) == count
    rows = client.get(f"/desk/cases/many/done/?q={case.number}").context["page"].rows
    assert [(one.pk, one.cases, one.done) for one in rows] == [(run.pk, 1, 1)]
    assert not enter(staff.stranger).get("/desk/cases/many/done/").context["runs"]


def test_a_list_says_which_order_holds(enter, staff):
    client = enter(staff.system_admin)
    for query, word in {"": "code", "?sort=newest": "newest", "?sort=newest&q=x": "newest"}.items():
        sorts = client.get(f"/desk/standards/{query}").context["sorts"]
        assert [one.query.rpartition("sort=")[2] for one in sorts if one.current] == [word]
    page = client.get("/desk/standards/?sort=newest").text
    assert page.count('aria-current="true"') == 1
    assert "↓" in page


def test_a_procedure_names_dispatchers_where_any_are_posted(office, staff):
    choices = office.get("/desk/procedures/new/").context["form"].fields["roles"].choices
    levels = [key for key, _label in choices if "@" in key]
    assert levels == ["dispatcher@town"]
