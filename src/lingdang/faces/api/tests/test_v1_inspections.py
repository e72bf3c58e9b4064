"""Inspections by program: what a page can do, and nothing that one may not know."""

import json

import pytest
from django.utils import timezone

from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.inspections.testing import ROWS, a_checklist, a_group
from lingdang.people.public import actor_for
from lingdang.people.testing import a_person, a_unit

HOME = "/inspections"


@pytest.fixture
def inspector(district):
    person = a_person()
    caller = Caller(a_key("supervisor", place=district.district, person=person))
    caller.group = a_group(district.district, actor_for(person))
    return caller


@pytest.fixture
def plan(district, inspector):
    today = timezone.localdate().isoformat()
    return {
        "name": "行业督导", "kind": "trade", "place_id": district.district.pk,
        "checklist_id": a_checklist(district.district).pk, "from_on": today, "until_on": today,
        "group_ids": [inspector.group.pk],
    }  # fmt: skip


@pytest.fixture
def handler(district):
    unit = a_unit("城市管理局", place=district.district)
    caller = Caller(a_key("unit_handler", unit=unit))
    caller.unit = unit
    return caller


def begun(inspector, plan, district):
    made = inspector.post(HOME, plan).json()
    there = f"{HOME}/{made['id']}"
    points = inspector.post(f"{there}/points", {"place_ids": [district.grid.pk]}).json()["points"]
    assert inspector.post(f"{there}/step", {"step": "begin"}).json()["state"] == "under_way"
    items = inspector.get(f"{HOME}/checklists").json()["checklists"][0]
    items = inspector.get(f"{HOME}/checklists/{items['id']}").json()["items"]
    return there, points[0]["id"], [it["id"] for it in items]


def test_from_plan_to_ledger(inspector, plan, district, handler):
    key = {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d"}
    one = inspector.post(HOME, {**plan, **key})
    assert (one.status_code, inspector.post(HOME, {**plan, **key}).json()) == (201, one.json())
    changed = inspector.put(f"{HOME}/{one.json()['id']}", {**plan, "name": "改", "version": 1})
    assert changed.json()["name"] == "改"
    there, point, items = begun(inspector, plan, district)
    seen = {"item_id": items[0], "result": "unmet", "note": "有垃圾", **key}
    found = inspector.post(f"{HOME}/points/{point}/findings", seen)
    assert found.status_code == 201
    assert inspector.post(f"{HOME}/points/{point}/findings", seen).json() == found.json()
    fixed = {"result": "partly", "revision": 1, "reason": "轻微"}
    finding = inspector.put(f"{HOME}/findings/{found.json()['id']}", fixed).json()
    assert (finding["result"], finding["revision"]) == ("partly", 2)
    assert len(inspector.post(f"{HOME}/points/{point}/rest").json()["findings"]) == 3
    sent = {"finding_ids": [finding["id"]], "unit_id": handler.unit.pk}
    assert (
        inspector.post(f"{HOME}/orders", {**sent, "preview": True}).json()["outcome"][0]["order_id"]
        is None
    )
    order = inspector.post(f"{HOME}/orders", sent).json()["outcome"][0]["order_id"]
    assert inspector.post(f"{HOME}/orders", sent).json()["outcome"][0]["refusal"] == (
        "handed_over_already"
    )
    assert handler.post(f"{HOME}/orders/{order}/receipt").json()["received_at"]
    assert handler.get(f"{HOME}/orders").json()["orders"][0]["id"] == order
    rows = inspector.get(f"{HOME}/ledger", {"standing": "open"}).json()["findings"]
    assert [it["id"] for it in rows] == [finding["id"]]
    sums = inspector.get(f"{HOME}/ledger/totals", {"by": "unit"}).json()
    assert (sums["whole"]["found"], sums["sums"][0]["key"]) == (1, handler.unit.pk)
    assert inspector.get(f"{HOME}/missing").json()["cells"][0]["seen_at"]
    for step in ("finish", "publish"):
        inspector.post(f"{there}/step", {"step": step})
    written = {"round_id": int(there.rsplit("/", 1)[1]), "number": "1"}
    circular = inspector.post(f"{HOME}/circulars", written).json()
    at = f"{HOME}/circulars/{circular['id']}"
    told = {"version": 1, "number": "2", "title": "通报", "text": "。"}
    assert inspector.put(at, told).json()["version"] == 2
    assert handler.get(at).status_code == 404
    inspector.post(f"{at}/publish")
    assert handler.post(f"{at}/confirm").json()["named"][0]["confirmed_at"]
    assert inspector.get(f"{at}/document").status_code == 200
    assert len(inspector.get(f"{HOME}/circulars").json()["circulars"]) == 1


def test_what_is_unannounced_is_not_there(inspector, plan, district, handler, dispatcher):
    there, point, items = begun(inspector, {**plan, "unannounced": True}, district)
    seen = {"item_id": items[0], "result": "unmet", "note": "没人知道"}
    found = inspector.post(f"{HOME}/points/{point}/findings", seen).json()
    worker = Caller(a_key("grid_worker", place=district.grid))
    for who in (handler, dispatcher, worker):
        for address in (HOME, f"{HOME}/ledger", f"{HOME}/ledger/totals", f"{HOME}/missing",
                        f"{HOME}/orders", f"{HOME}/circulars", "/cases"):  # fmt: skip
            told = who.get(address)
            assert told.status_code == 200
            assert "没人知道" not in told.text
        assert who.get(HOME).json()["rounds"] == []
        assert who.get(f"{HOME}/ledger").json()["findings"] == []
        for address in (there, f"{there}/points", f"{there}/draw",
                        f"{HOME}/points/{point}/findings",
                        f"{HOME}/findings/{found['id']}"):  # fmt: skip
            assert who.get(address).status_code == 404
    assert inspector.get(there).status_code == 200


def test_check_lists_areas_and_groups(inspector, district, dispatcher):
    items = [{"code": it["code"], "text": it["text"]} for it in ROWS]
    sent = {"code": "markets", "name": "集贸市场", "place_id": district.district.pk, "items": items}
    made = inspector.post(f"{HOME}/checklists", sent)
    assert made.status_code == 201
    at = f"{HOME}/checklists/{made.json()['id']}"
    assert inspector.post(f"{at}/publish", {"revision": 1}).json()["versions"][0]["published_at"]
    assert len(inspector.get(at).json()["items"]) == 3
    wrong = [{**items[0], "unit": "nobody"}]
    refused = inspector.post(f"{HOME}/checklists", {**sent, "items": wrong})
    assert (refused.status_code, list(refused.json()["problems"])) == (422, ["items.0"])
    assert dispatcher.post(f"{HOME}/checklists", sent).status_code == 403
    area = {"place_id": district.district.pk, "name": "东片", "place_ids": [district.town.pk]}
    assert inspector.post(f"{HOME}/areas", area).json()["place_ids"] == [district.town.pk]
    told = inspector.get(f"{HOME}/groups").json()
    assert told["in_no_area"] == [district.other_town.pk]
    group = {"unit_id": inspector.group.unit_id, "area_id": told["areas"][0]["id"]}
    assert inspector.post(f"{HOME}/groups", group).json()["area_id"] == told["areas"][0]["id"]
    assert json.loads(inspector.get(HOME).content)["rounds"] == []
