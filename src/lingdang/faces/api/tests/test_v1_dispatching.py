"""Rules, proposals, supervision, urging and hand-over by tokens alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.journal.public import deliver_due
from lingdang.people.testing import a_person

HERE = {"lng": 113.305, "lat": 33.765}


@pytest.fixture
def worker(district):
    person = a_person()
    key = a_key("grid_worker", place=district.grid, person=person)
    return Caller(key), person


@pytest.fixture
def in_force(dispatcher, district, bureau):
    """One rule, tried, put in force, switched on."""
    draft = dispatcher.post("/rules", {"place_id": district.town.pk})
    assert draft.status_code == 201, draft.json()
    rules = f"/rules/{draft.json()['id']}"
    told = {"name": "垃圾归城管", "target": "unit", "unit_id": bureau.pk, "words": ["垃圾"]}
    rule = dispatcher.post(f"{rules}/rules", told)
    assert rule.status_code == 201, rule.json()
    assert dispatcher.get(f"{rules}/trial").json()["judged"] == 0
    assert dispatcher.post(f"{rules}/in-force").json()["status"] == "in_force"
    mode = dispatcher.client.put(
        f"/api/v1/rules/modes/{district.town.pk}", '{"mode": "suggest"}', "application/json"
    )
    assert mode.status_code == 200
    return rules, rule.json()["id"]


def test_a_draft_is_edited_and_what_is_in_force_is_not(dispatcher, foreigner, district, bureau):
    draft = dispatcher.post("/rules", {"place_id": district.town.pk}).json()
    rules = f"/rules/{draft['id']}"
    told = {"name": "一", "target": "keep"}
    first = dispatcher.post(f"{rules}/rules", told).json()
    second = dispatcher.post(f"{rules}/rules", {**told, "name": "二"}).json()
    moved = dispatcher.post(f"{rules}/rules/{second['id']}/move", {"direction": "up"})
    assert moved.json()["position"] == 1
    change = dispatcher.client.put(
        f"/api/v1{rules}/rules/{first['id']}",
        {"name": "改", "target": "keep", "time_from": "08:00", "time_to": "18:00"},
        "application/json",
    )
    assert change.json()["time_from"] == "08:00:00"
    assert dispatcher.client.delete(f"/api/v1{rules}/rules/{second['id']}").status_code == 204
    assert [rule["name"] for rule in dispatcher.get(rules).json()["rules"]] == ["改"]
    assert foreigner.get(rules).status_code == 404
    assert foreigner.post(f"{rules}/in-force").status_code == 404
    refused = dispatcher.post(f"{rules}/rules", {"name": "x", "target": "unit"})
    assert refused.json()["problems"].keys() == {"unit_id"}
    assert dispatcher.post(f"{rules}/in-force").status_code == 200
    assert dispatcher.post(f"{rules}/rules", told).status_code == 409
    assert dispatcher.client.delete(f"/api/v1{rules}").status_code == 409
    again = dispatcher.post("/rules", {"place_id": district.town.pk}).json()
    assert dispatcher.client.delete(f"/api/v1/rules/{again['id']}").status_code == 204
    assert len(dispatcher.get("/rules").json()) == 1


@pytest.mark.usefixtures("in_force")
def test_a_proposal_is_read_and_taken(dispatcher, foreigner, onlooker, case, bureau):
    address = f"/cases/{case.pk}/proposal"
    assert dispatcher.get(address).status_code == 404
    dispatcher.post(f"/cases/{case.pk}/steps/file", {})
    deliver_due()
    shown = dispatcher.get(address).json()
    assert (shown["fate"], shown["unit_id"], shown["version"]) == ("proposed", bureau.pk, 1)
    assert shown["reasons"][-1]["result"] == "matched"
    assert foreigner.get(address).status_code == 404
    assert foreigner.post(address).status_code == 404
    assert onlooker.post(address).status_code == 403
    assert dispatcher.post(address).json()["state"] == "dispatched"
    assert dispatcher.post(address).status_code == 409


def test_settled_on_the_spot(worker, foreigner, case):
    caller, _person = worker
    assert foreigner.post(f"/cases/{case.pk}/settle", {"outcome": "好"}).status_code == 404
    assert caller.post(f"/cases/{case.pk}/settle", {"outcome": "好"}).json()["state"] == "handled"
    told = {"description": "小广告", "outcome": "已清除", **HERE}
    key = {"Idempotency-Key": "k1"}
    answers = [caller.post("/cases/settled", told, **key).status_code for _press in range(2)]
    assert answers == [201, 200]
    assert Case.objects.filter(state="handled").count() == 2


def test_supervised_urged_assigned(dispatcher, foreigner, onlooker, case, bureau):
    dispatcher.post(f"/cases/{case.pk}/steps/dispatch", {"unit_id": bureau.pk})
    person = a_person()
    a_key("unit_handler", unit=bureau, person=person)
    until = (timezone.localdate() + timedelta(days=2)).isoformat()
    told = {"note": "周五前", "until": until}
    assert foreigner.post(f"/cases/{case.pk}/supervise", told).status_code == 404
    assert onlooker.post(f"/cases/{case.pk}/supervise", told).json()["until"] == until
    assert onlooker.post(f"/cases/{case.pk}/supervise", told).status_code == 409
    assert [one["case_id"] for one in dispatcher.get("/supervisions").json()] == [case.pk]
    assert dispatcher.post(f"/cases/{case.pk}/urge").json()["urges"] == 1
    assert dispatcher.post(f"/cases/{case.pk}/assign", {"handler_id": person.pk}).status_code == 200
    assert dispatcher.post(f"/cases/{case.pk}/lift", {"note": "办好了"}).json()["lifted_at"]
    assert dispatcher.get("/supervisions").json() == []
    assert len(dispatcher.get("/supervisions", {"running": False}).json()) == 1
    assert foreigner.get("/supervisions", {"running": False}).json() == []


def test_handed_over(worker, dispatcher, district, case):
    caller, person = worker
    other = a_person()
    a_key("grid_worker", place=district.grid, person=other)
    caller.post(f"/cases/{case.pk}/steps/keep", {})
    asked = {"place_id": district.grid.pk, "giver_id": person.pk}
    preview = caller.get("/hand-overs/preview", asked).json()
    assert preview == {"giver_ids": [person.pk], "taker_id": other.pk, "case_ids": [case.pk]}
    done = caller.post("/hand-overs", {**asked, "note": "井盖等件"})
    assert (done.status_code, done.json()["cases"]) == (201, 1)
    assert caller.post("/hand-overs", asked).status_code == 409
    assert caller.get("/hand-overs/preview").status_code == 404
    assert [one["to_id"] for one in dispatcher.get("/hand-overs").json()] == [other.pk]
