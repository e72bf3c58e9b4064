"""Talking in a case by the interface for programs: the services of the pages."""

import json

import pytest

from lingdang.cases.public import State
from lingdang.cases.testing import a_case
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.kernel.actor import Actor
from lingdang.people.testing import a_person
from lingdang.talks.public import find_waiting

KEEPER = Actor.process("test", "talks.follow_cases")


@pytest.fixture
def resident(district):
    return a_person("王居民")


@pytest.fixture
def case(district, bureau, resident):
    told = {"place": district.grid, "unit": bureau, "reporter_id": resident.pk}
    return a_case(State.DISPATCHED, **told)


@pytest.fixture
def handler(bureau):
    return Caller(a_key("unit_handler", unit=bureau))


def kinds(answer):
    assert answer.status_code == 201, answer.content.decode()
    return [said["kind"] for said in answer.json()]


def test_a_question_an_answer_and_a_reply(case, handler, foreigner, onlooker, resident):
    there = f"/cases/{case.pk}"
    assert kinds(handler.post(f"{there}/questions", {"text": "哪里?"})) == ["question"]
    waiting = handler.get("/questions").json()
    assert [(row["number"], row["text"]) for row in waiting] == [(case.number, "哪里?")]
    assert kinds(handler.post(f"{there}/answers", {"text": "南门"}))[-1] == "answer"
    assert handler.post(f"{there}/answers", {"text": "南门"}).json()["type"] == "nothing_asked"
    told = {"text": "已派人", "public": False, "way": "phone"}
    assert kinds(handler.post(f"{there}/replies", told))[-1] == "reply"
    said = handler.get(f"{there}/remarks").json()
    assert [(one["way"], one["ending"]) for one in said] == [
        (None, "answered"),
        (None, None),
        ("phone", None),
    ]
    assert foreigner.get(f"{there}/remarks").status_code == 404
    assert onlooker.post(f"{there}/replies", told).status_code == 403


def test_who_reported_it_adds_something_and_reads_no_notes(case, handler, resident, district):
    mine = Caller(a_key("leader", place=district.other_town, person=resident))
    there = f"/cases/{case.pk}"
    handler.post(f"{there}/notes", {"text": "内部"})
    assert kinds(mine.post(f"{there}/additions", {"text": "又一堆"})) == ["addition"]
    assert handler.post(f"{there}/additions", {"text": "x"}).status_code == 403
    assert mine.get(f"{there}/standard-replies").status_code == 404


def test_the_same_key_says_it_once(case, handler):
    told = {"text": "注意"}
    for _again in range(2):
        answer = handler.post(f"/cases/{case.pk}/notes", told, **{"Idempotency-Key": "k1"})
        assert kinds(answer) == ["note"]


def test_who_waits_is_listed(case, handler, district, resident):
    settled = a_case(State.HANDLED, place=district.grid, reporter_id=resident.pk)
    find_waiting(since=settled.handled_at, by=KEEPER)
    dispatcher = Caller(a_key("dispatcher", place=district.town))
    assert [row["number"] for row in dispatcher.get("/waiting").json()] == [settled.number]
    assert handler.get("/waiting").json() == []


def test_standard_replies_are_kept_offered_and_changed(case, dispatcher, handler):
    told = {"title": "已派", "text": "{number}已派", "category": "", "state": ""}
    made = dispatcher.post("/standard-replies", told)
    assert made.status_code == 201
    offered = handler.get(f"/cases/{case.pk}/standard-replies").json()
    assert [one["text"] for one in offered] == [f"{case.number}已派"]
    there = f"/api/v1/standard-replies/{made.json()['id']}"
    put = {"content_type": "application/json", "data": json.dumps({**told, "active": False})}
    assert dispatcher.client.put(there, **put).json()["active"] is False
    assert handler.client.put(there, **put).status_code == 403
    assert handler.get("/standard-replies").status_code == 403
    assert len(dispatcher.get("/standard-replies").json()) == 1
    rule = {"content_type": "application/json", "data": json.dumps({"required": True})}
    assert dispatcher.client.put("/api/v1/reply-rules/06010", **rule).status_code == 204
    assert dispatcher.client.put("/api/v1/reply-rules/none", **rule).status_code == 422
