"""Calls by bell, for programs."""

import pytest

from lingdang.calls.public import Call
from lingdang.calls.testing import time_passes
from lingdang.faces.api.tests.conftest import Caller, a_key

HERE = {"lng": 113.305, "lat": 33.765, "system": "wgs84"}


@pytest.fixture
def worker(district):
    return Caller(a_key("grid_worker", place=district.grid))


@pytest.fixture
def resident(district):
    """Whose post lets them hold a key, and who serves no place of these."""
    return Caller(a_key("grid_worker", place=district.other_grid))


def test_a_ring_is_answered(worker, dispatcher, resident):
    rang = resident.post("/calls", HERE, **{"Idempotency-Key": "one"})
    assert rang.status_code == 201
    told = rang.json()
    assert (told["state"], told["level"], len(told["rungs"][0]["people"])) == ("ringing", "grid", 1)
    assert resident.post("/calls", HERE, **{"Idempotency-Key": "one"}).status_code == 200
    path = f"/calls/{told['id']}"
    assert worker.get(path).json()["number"] == told["number"]
    answered = worker.post(f"{path}/answer").json()
    assert (answered["state"], answered["answered_by"]["role"]) == ("answered", "网格员")
    late = dispatcher.post(f"{path}/answer")
    assert (late.status_code, late.json()["type"]) == (409, "answered_already")
    (row,) = dispatcher.get("/calls", {"state": "answered"}).json()
    assert row["id"] == told["id"]
    (figure,) = dispatcher.get("/calls/figures").json()
    assert (figure["rings"], figure["grid"], figure["median_seconds"] >= 0) == (1, 1, True)


def test_others_learn_nothing(resident, foreigner, stranger, district):
    path = f"/calls/{resident.post('/calls', HERE).json()['id']}"
    third = Caller(a_key("grid_worker", place=district.other_village))
    for caller in (foreigner, third):
        codes = [caller.get(path), caller.post(f"{path}/answer"), caller.post(f"{path}/cancel")]
        assert [one.status_code for one in codes] == [404, 404, 404]
        assert caller.get("/calls").json() == []
    assert stranger.get("/calls").status_code == 401


def test_who_rang_takes_it_back(resident, worker):
    path = f"/calls/{resident.post('/calls', HERE).json()['id']}"
    assert worker.post(f"{path}/cancel").status_code == 403
    assert resident.post(f"{path}/cancel").json()["state"] == "cancelled"
    assert worker.post(f"{path}/answer").status_code == 409


def test_a_list_is_narrowed(resident, dispatcher, district):
    resident.post("/calls", HERE)
    time_passes(Call.objects.get())
    assert len(dispatcher.get("/calls", {"place_id": district.village.pk}).json()) == 1
    assert dispatcher.get("/calls", {"place_id": district.next_grid.pk}).json() == []
    assert dispatcher.get("/calls", {"state": "asleep"}).status_code == 422
    assert dispatcher.get("/calls", {"unknown": 1}).status_code == 422
