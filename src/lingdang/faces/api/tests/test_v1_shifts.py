"""What the desk does with shifts, by programs."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.people.testing import a_person
from lingdang.shifts.public import Hours, Kind, Shift, monday_of

MONDAY = monday_of(timezone.localdate()) + timedelta(days=7)


@pytest.fixture
def person(district):
    return a_person()


@pytest.fixture
def worker(district, person):
    return Caller(a_key("grid_worker", place=district.grid, person=person))


@pytest.fixture
def told(district, worker, person):
    hours = Hours.on(MONDAY, Kind.NIGHT)
    return {
        "person_id": person.pk,
        "role": "grid_worker",
        "place_id": district.grid.pk,
        "kind": "night",
        "starts_at": hours.starts_at.isoformat(),
        "ends_at": hours.ends_at.isoformat(),
    }


def asked(district, **more):
    return {"place_id": district.village.pk, "first": MONDAY.isoformat(), **more}


def test_a_shift_is_planned_listed_changed_and_removed(dispatcher, district, told):
    made = dispatcher.post("/shifts", told)
    assert (made.status_code, made.json()["kind"]) == (201, "night")
    assert dispatcher.post("/shifts", told).json() == made.json()  # sent twice
    there = f"/shifts/{made.json()['id']}"
    assert [one["id"] for one in dispatcher.get("/shifts", asked(district)).json()] == [
        made.json()["id"]
    ]
    collides = dispatcher.post("/shifts", told | {"kind": "day"})
    assert (collides.status_code, collides.json()["type"]) == (409, "shift_collides")
    hours = {name: told[name] for name in ("starts_at", "ends_at")}
    changed = dispatcher.put(there, {"kind": "staggered", **hours, "remark": "备勤"})
    assert (changed.json()["kind"], changed.json()["remark"]) == ("staggered", "备勤")
    assert dispatcher.delete(there).status_code == 204
    assert dispatcher.delete(there).status_code == 404


def test_gaps_and_who_is_on_duty(dispatcher, district, told, person):
    dispatcher.post("/shifts", told)
    gaps = dispatcher.get("/shifts/gaps", asked(district)).json()
    assert [(gap["day"], gap["role"], gap["place_id"]) for gap in gaps] == [
        (MONDAY.isoformat(), "grid_worker", district.grid.pk)
    ]
    assert datetime.fromisoformat(gaps[0]["ends_at"]).astimezone().minute == 0
    on_duty = dispatcher.get("/shifts/on-duty", {"place_id": district.grid.pk}).json()
    assert [(one["person_id"], one["until"]) for one in on_duty] == [(person.pk, None)]


def test_a_week_is_copied(dispatcher, district, told):
    dispatcher.post("/shifts", told)
    week = (MONDAY + timedelta(days=7)).isoformat()
    copy = {"place_id": district.village.pk, "week": week}
    assert len(dispatcher.post("/shifts/copy-week", copy).json()["made"]) == 1
    again = dispatcher.post("/shifts/copy-week", copy).json()
    assert (again["made"], [one["why"] for one in again["skipped"]]) == ([], ["there"])
    assert Shift.objects.count() == 2


def test_others_learn_and_change_nothing(dispatcher, worker, foreigner, district, told):
    made = dispatcher.post("/shifts", told).json()
    there = f"/shifts/{made['id']}"
    for address in ("/shifts", "/shifts/gaps"):
        assert foreigner.get(address, asked(district)).status_code == 404
    assert foreigner.get("/shifts/on-duty", {"place_id": district.grid.pk}).status_code == 404
    assert foreigner.post("/shifts", told).status_code == 404
    assert foreigner.delete(there).status_code == 404
    assert worker.delete(there).status_code == 403
    assert Caller().get("/shifts").status_code == 401
    assert Shift.objects.count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "tea"},
        {"role": "king"},
        {"starts_at": "2026-11-30T08:00:00"},
        {"ends_at": "2026-11-30T08:00:00+08:00"},
        {"remark": "多" * 201},
        {"sort": "x"},
    ],
)
def test_what_cannot_be_is_refused(dispatcher, told, broken):
    assert dispatcher.post("/shifts", told | broken).status_code == 422
    assert not Shift.objects.exists()


@pytest.mark.parametrize("more", [{"days": 63}, {"days": 0}, {"sort": "x"}, {"first": "someday"}])
def test_no_list_is_longer_than_can_be_read(dispatcher, district, more):
    assert dispatcher.get("/shifts", asked(district) | more).status_code == 422


def test_nowhere_is_not_there(dispatcher, district, bureau):
    assert dispatcher.get("/shifts").status_code == 404
    both = {"place_id": district.grid.pk, "unit_id": bureau.pk}
    assert dispatcher.get("/shifts", both).status_code == 404


def test_the_team_of_a_place_follows_the_plan(dispatcher, district, told):
    now = timezone.localtime()
    hours = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
    today = {name: moment.isoformat() for name, moment in hours.items()}
    team = f"/places/{district.grid.pk}/team"
    assert dispatcher.get(team).json()[0]["on_duty"] is True
    assert dispatcher.post("/shifts", told | today).status_code == 201
    shown = dispatcher.get(team).json()[0]["on_duty"]
    assert shown is (hours["starts_at"].date() != now.date())
