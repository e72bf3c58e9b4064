"""Kinds of matter for programs: whatever a page can do."""

import pytest

from lingdang.cases.public import Case
from lingdang.dossiers.public import CareVisit, Errand
from lingdang.dossiers.testing import Document, a_care_entry, a_service
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.people.public import ROLE_DUTIES, Role
from lingdang.people.testing import a_person, actor
from lingdang.standards.testing import a_category, some_procedures


@pytest.fixture
def ground(district):
    some_procedures()
    a_service()
    a_category("own")
    return district


@pytest.fixture
def worker(ground):
    return Caller(a_key("grid_worker", place=ground.grid))


@pytest.fixture
def community(ground):
    return Caller(a_key("dispatcher", place=ground.village))


ERRAND = {"service": "senior-card", "contact_name": "郑老人", "contact_phone": "13800001234"}


def test_an_errand_is_started_once_and_led_through_its_dossier(ground, worker, community):
    errand = {**ERRAND, "place_id": ground.grid.pk}
    errand["description"] = "行动不便"
    first = worker.post("/errands", errand, **{"Idempotency-Key": "k"})
    again = worker.post("/errands", errand, **{"Idempotency-Key": "k"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert Errand.objects.count() == 1
    there = f"/cases/{first.json()['id']}"
    told = worker.get(f"{there}/dossier").json()
    assert told["sections"][0]["holds"] == "errand"
    assert told["entries"]["consent"]["properties"]["consent"]["enum"][0] == "signed"
    entered = worker.post(f"{there}/dossier/consent", {"data": {"consent": "signed"}})
    assert entered.status_code == 200
    wrong = worker.post(f"{there}/dossier/consent", {"data": {"consent": "signed"}})
    assert (wrong.status_code, wrong.json()["type"].rsplit("/", 1)[-1]) == (409, "already_there")
    missing = worker.post(f"{there}/dossier/paper", {"data": {}})
    assert {*missing.json()["problems"]} == {"paper", "state"}
    assert worker.post(f"{there}/dossier/nothing", {"data": {}}).status_code == 422


def test_a_violation_is_filed_described_and_documented(ground, community):
    told = {"description": "彩钢棚", "place_id": ground.grid.pk, "procedure": "violation"}
    made = community.post("/cases", {**told, "particulars": {"kind": "违法建设"}})
    there = f"/cases/{made.json()['id']}"
    assert community.post("/cases", {**told, "particulars": {"x": 1}}).status_code == 422
    assert community.get(there).json()["particulars"] == {"kind": "违法建设"}
    described = community.post(f"{there}/particulars", {"area": 40})
    assert described.status_code == 200
    document = {"step": "verification", "number": "1", "on": "2026-05-01", "removed": 12.5}
    assert community.post(f"{there}/dossier/document", {"data": document}).status_code == 200
    party = {"role": "reported", "name": "吴大有"}
    community.post(f"{there}/dossier/party", {"data": party})
    rows = community.get(f"{there}/dossier").json()["sections"][0]["rows"]
    assert rows[0]["cells"][1] == "吴*"
    shown = community.post(f"{there}/parties/{rows[0]['party_id']}", {"reason": "送达"})
    assert shown.json()["name"] == "吴大有"
    assert Document.objects.count() == 1
    months = community.get("/removals", {"year": 2026}).json()
    assert months == [{"month": "2026-05", "cases": 1, "removed": 12.5}]
    assert [
        row["id"] for row in community.get("/cases", {"procedure": "violation"}).json()["cases"]
    ]


def test_programs_hold_a_role_only_if_their_token_was_issued_with_it(ground, community):
    told = {"description": "某科室推诿", "place_id": ground.grid.pk, "procedure": "clue"}
    number = community.post("/cases", {**told, "particulars": {"kind": "推诿拖延"}}).json()["id"]
    assert community.get(f"/cases/{number}").status_code == 404
    usual = Caller(a_key("discipline_officer", place=ground.town))
    assert usual.get(f"/cases/{number}").status_code == 404
    duties = {*ROLE_DUTIES[Role.DISCIPLINE_OFFICER], "role:discipline_officer"}
    trusted = Caller(a_key("discipline_officer", place=ground.town, duties=duties))
    assert trusted.get(f"/cases/{number}").status_code == 200
    assert "clue" in {each["code"] for each in trusted.get("/procedures").json()}
    assert "clue" not in {each["code"] for each in community.get("/procedures").json()}


def test_visits_are_noted_by_program(ground):
    person = a_person()
    worker = Caller(a_key("grid_worker", place=ground.grid, person=person))
    entry = a_care_entry(actor(Role.GRID_WORKER, place=ground.grid), ground.grid.pk)
    assert worker.get("/care").json()[0]["name"] == "孙*"
    visit = {"on": "2026-11-01", "need": "需要陪诊", "need_kind": "就医陪诊"}
    for _twice in range(2):
        made = worker.post(f"/care/{entry.pk}/visits", visit, **{"Idempotency-Key": "v1"})
    assert CareVisit.objects.count() == 1
    assert Case.objects.get().pk == made.json()["need_case_id"]
    shown = worker.post(f"/care/{entry.pk}/unmask", {"reason": "上门"})
    assert shown.json()["name"] == "孙婆婆"
    assert worker.post(f"/care/{entry.pk}/visits", visit).status_code == 422  # without a key
    assert worker.get("/services").json()[0]["code"] == "senior-card"
