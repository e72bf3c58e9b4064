"""Notices by program."""

from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def said(district):
    today = timezone.localdate()
    return {
        "place_id": district.village.pk,
        "title": "停水通知",
        "text": "明天停水。",
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=3)).isoformat(),
    }


def test_a_notice_goes_its_way(dispatcher, foreigner, said):
    key = {"key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d"}
    made = dispatcher.post("/notices", {**said, **key})
    assert made.status_code == 201
    assert dispatcher.post("/notices", {**said, **key}).json() == made.json()
    there = f"/notices/{made.json()['id']}"
    assert foreigner.get("/notices").json() == {"notices": [], "more": False}
    assert dispatcher.post(f"{there}/publish").json()["state"] == "published"
    assert dispatcher.post(f"{there}/publish").status_code == 409
    asked = {"place_id": said["place_id"], "search": "停水"}
    assert [row["title"] for row in foreigner.get("/notices", asked).json()["notices"]] == [
        "停水通知"
    ]
    changed = dispatcher.put(there, {**said, "text": "改期。", "version": 1})
    assert (changed.json()["text"], changed.json()["version"]) == ("改期。", 2)
    assert dispatcher.put(there, {**said, "version": 1}).json()["type"] == "notice_changed"
    gone = dispatcher.post(f"{there}/withdraw", {"reason": "有误"})
    assert gone.json()["state"] == "withdrawn"
    assert foreigner.get("/notices").json()["notices"] == []
    mine = dispatcher.get("/notices", {"mine": True, "state": "withdrawn"}).json()
    assert [row["reason"] for row in mine["notices"]] == ["有误"]


def test_only_in_ones_reach(foreigner, onlooker, dispatcher, said):
    assert onlooker.post("/notices", said).status_code == 403
    assert foreigner.post("/notices", said).status_code == 403
    made = dispatcher.post("/notices", said).json()
    for act in ("publish", "withdraw"):
        assert foreigner.post(f"/notices/{made['id']}/{act}", {"reason": "?"}).status_code == 404
    assert foreigner.get(f"/notices/{made['id']}").status_code == 404
    assert dispatcher.get("/notices", {"colour": "red"}).status_code == 422
