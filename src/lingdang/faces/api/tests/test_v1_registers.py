"""Registers by program."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lingdang.registers.testing import FIELDS, a_register, worked_off


@pytest.fixture
def boards(district):
    return a_register(district.district)


def test_a_ledger_is_defined_filled_in_and_added_up(dispatcher, district, onlooker):
    told = {"name": "版面", "code": "mine", "place_id": district.village.pk, "fields": FIELDS}
    assert onlooker.post("/registers", told).status_code == 403
    made = dispatcher.post("/registers", told)
    assert made.status_code == 201, made.content
    assert made.json()["schema"]["required"] == ["name"]
    changed = {key: told[key] for key in ("name", "fields")} | {"version": 1, "purpose": "登记"}
    assert dispatcher.put("/registers/mine", changed).json()["version"] == 1
    marked = {"value": 300, "mark": "approximate"}
    entry = dispatcher.post(
        "/registers/mine/entries", {"content": {"name": "甲", "pieces": marked}}
    )
    assert (entry.status_code, entry.json()["content"]["pieces"]) == (201, marked)
    totals = dispatcher.get("/registers/mine/totals").json()
    assert totals["groups"][0]["sums"] == {"pieces": marked}
    assert totals["units"] == {"pieces": "块"}


def test_an_entry_goes_its_way(dispatcher, foreigner, boards):
    key = {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d"}
    made = dispatcher.post("/registers/boards/entries", {"content": {"name": "甲"}, **key})
    again = dispatcher.post("/registers/boards/entries", {"content": {"name": "甲"}, **key})
    assert made.json() == again.json()
    there = f"/registers/boards/entries/{made.json()['id']}"
    for path in (there, f"{there}/history", "/registers/nowhere"):
        assert foreigner.get(path).status_code == 404
    told = {"content": {"pieces": 5}, "place_id": made.json()["place_id"], "revision": 1}
    assert dispatcher.put(there, told).json()["revision"] == 2
    assert dispatcher.put(there, told).json()["type"] == "entry_changed"
    happened = dispatcher.get(f"{there}/history").json()
    assert happened[0]["changes"] == [
        {"field": "pieces", "sealed": False, "before": None, "after": 5}
    ]
    asked = {"field": "pieces", "at_least": "5", "search": "甲"}
    assert len(dispatcher.get("/registers/boards/entries", asked).json()["entries"]) == 1
    assert dispatcher.get("/registers/boards/entries", {"field": "nothing"}).status_code == 404
    gone = dispatcher.post(f"{there}/retire", {"revision": 2, "reason": "拆除"})
    assert gone.json()["reason"] == "拆除"
    assert dispatcher.get("/registers/boards/entries").json()["entries"] == []


@pytest.mark.parametrize(
    "content",
    [
        {"name": "\u0000"},
        {"name": "甲", "pieces": "x"},
        {"name": "甲", "kind": 5},
        {"name": ["甲"]},
        {"name": {"value": 1}},
        {"colour": 1},
    ],
)
def test_broken_values_are_refused_by_field(dispatcher, boards, content):
    refused = dispatcher.post("/registers/boards/entries", {"content": content})
    assert refused.status_code == 422
    assert refused.json()["problems"]


def test_a_sheet_by_program(dispatcher, foreigner, boards):
    file = SimpleUploadedFile("a.csv", "名称,数量\n甲,300余块\n,x\n".encode())
    made = dispatcher.client.post("/api/v1/registers/boards/imports", {"file": file})
    assert made.status_code == 201
    there = f"/registers/boards/imports/{made.json()['id']}"
    assert foreigner.get(there).status_code == 404
    dispatcher.post(f"{there}/columns", {"columns": made.json()["columns"]})
    worked_off(made.json()["id"])
    assert dispatcher.get(there).json()["refused"] == 1
    assert [one["row"] for one in dispatcher.get(f"{there}/troubles").json()["troubles"]] == [3]
    assert dispatcher.post(f"{there}/write", {"partial": True}).json()["running"]
    worked_off(made.json()["id"])
    assert dispatcher.get(there).json()["created"] == 1
    assert dispatcher.post(f"{there}/cancel").status_code == 409
