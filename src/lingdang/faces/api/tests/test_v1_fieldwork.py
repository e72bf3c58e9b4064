"""The phone's queue by the interface: who may, what is asked, what is answered."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.cases.testing import State, a_case
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.people.testing import a_person, a_post

PHONE = "b" * 32
HERE = {"lng": 113.305, "lat": 33.765}


@pytest.fixture
def worker(district):
    return Caller(a_key("grid_worker", place=district.grid))


def an_action(kind, seq=0, **data):
    at = timezone.now().isoformat()
    return {"key": uuid4().hex, "seq": seq, "kind": kind, "at": at, "data": data}


def a_sync(*actions, **more):
    now = timezone.now().isoformat()
    return {"device": PHONE, "phone_time": now, "actions": list(actions)} | more


def test_a_report_is_answered_with_its_case(worker):
    report = an_action("report", description="垃圾桶满了", **HERE)
    answer = worker.post("/fieldwork/sync", a_sync(report))
    assert answer.status_code == 200, answer.content.decode()
    [row] = answer.json()["actions"]
    case = Case.objects.get()
    assert (row["key"], row["state"], row["choices"]) == (report["key"], "done", [])
    assert row["result"]["number"] == case.number
    assert worker.post("/fieldwork/sync", a_sync(report)).json()["actions"] == [row]
    assert Case.objects.count() == 1


def test_a_conflict_is_listed_and_decided(worker, district):
    case = a_case(State.HANDLED, place=district.grid)
    handle = an_action("handle", case_id=case.pk, outcome="已清运")
    [row] = worker.post("/fieldwork/sync", a_sync(handle)).json()["actions"]
    assert (row["state"], row["code"]) == ("conflict", "case_settled")
    assert [one["choice"] for one in row["choices"]] == ["note", "report", "retry", "drop"]
    assert worker.get("/fieldwork/actions").json() == {"actions": [], "conflicts": [row]}
    there = f"/fieldwork/actions/{handle['key']}"
    chosen = worker.post(f"{there}/choose", {"choice": "note"})
    assert (chosen.status_code, chosen.json()["state"]) == (200, "done"), chosen.content
    assert worker.get("/fieldwork/actions").json()["conflicts"] == []
    told = worker.get("/fieldwork/actions", {"keys": handle["key"]}).json()["actions"]
    assert told == [chosen.json()]


def test_a_page_sends_with_its_session_and_the_token_of_its_forms(district):
    person = a_person()
    a_post(person, "grid_worker", place=district.grid)
    page = Client(enforce_csrf_checks=True)
    page.force_login(person)
    send = a_sync(an_action("report", description="垃圾桶满了", **HERE))
    there = "/api/v1/fieldwork/sync"
    refused = page.post(there, send, "application/json")
    assert (refused.status_code, refused.json()["type"]) == (403, "no_form_token")
    page.cookies["csrftoken"] = "a" * 32
    taken = page.post(there, send, "application/json", headers={"X-CSRFToken": "a" * 32})
    assert taken.status_code == 200, taken.content.decode()
    case = Case.objects.get()
    assert case.reporter_id == person.pk
    assert taken.json()["actions"][0]["result"]["url"] == f"/patrol/c/{case.pk}/"


def test_who_may_not_and_what_is_no_queue(worker, stranger, district):
    report = an_action("report", description="垃圾桶满了", **HERE)
    assert stranger.post("/fieldwork/sync", a_sync(report)).status_code == 401
    assert stranger.get("/fieldwork/actions").status_code == 401
    resident = Client()
    resident.force_login(a_person("王居民"))
    refused = resident.post("/api/v1/fieldwork/sync", a_sync(report), "application/json")
    assert refused.status_code == 403
    for wrong in (
        a_sync(*[an_action("report", seq) for seq in range(51)]),
        a_sync(report | {"key": "K" * 32}),
        a_sync(report | {"key": "a" * 31}),
        a_sync(report | {"at": "yesterday"}),
        a_sync(report | {"at": "2026-11-20T08:00:00"}),
        a_sync(report | {"seq": -1}),
        a_sync(report | {"data": "x"}),
        a_sync(report, device="x"),
        a_sync(report, phone_time=None),
        {},
    ):
        assert worker.post("/fieldwork/sync", wrong).status_code == 422
    assert not Case.objects.exists()
    big = a_sync(an_action("report", description="x" * 3_000_000))
    assert worker.post("/fieldwork/sync", big).status_code == 413


def test_another_persons_actions_are_not_there(worker, district):
    report = an_action("report", description="垃圾桶满了")
    worker.post("/fieldwork/sync", a_sync(report))
    other = Caller(a_key("grid_worker", place=district.grid))
    answer = other.get("/fieldwork/actions", {"keys": report["key"]})
    assert answer.json() == {"actions": [], "conflicts": []}
    chosen = other.post(f"/fieldwork/actions/{report['key']}/choose", {"choice": "drop"})
    assert chosen.status_code == 404
    assert other.get("/fieldwork/actions", {"device": PHONE}).json()["actions"] == []
    assert len(worker.get("/fieldwork/actions", {"device": PHONE}).json()["actions"]) == 1


def test_a_list_of_conflicts_asks_no_more_for_more(worker, district, django_assert_max_num_queries):
    """What may be chosen is asked of each case; what is done or waits asks for nothing."""
    notes = [an_action("report", seq, description=f"第{seq}件", **HERE) for seq in range(6)]
    worker.post("/fieldwork/sync", a_sync(*notes))
    keys = ",".join(note["key"] for note in notes)
    with django_assert_max_num_queries(8):
        worker.get("/fieldwork/actions", {"keys": keys})
