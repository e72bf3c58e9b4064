from datetime import timedelta

from django.utils import timezone

from lingdang.cases.public import State
from lingdang.cases.testing import a_case, cast
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.rebounds.testing import a_rebound


def world():
    people = cast()
    here = {"place": people.ground.grid, "unit": people.unit}
    before = timezone.now() - timedelta(days=10)
    earlier = a_case(State.CLOSED, handled_by=people.unit_handler, at=before, **here)
    case = a_case(State.DISPATCHED, category=earlier.category, **here)
    callers = (
        Caller(a_key("unit_handler", unit=people.unit)),
        Caller(a_key("verifier", place=people.ground.town)),
        Caller(a_key("verifier", place=people.ground.other_town)),
    )
    return people, a_rebound(case, earlier), callers


def test_it_is_told_apart_and_counted_again(db):
    _people, it, (handler, verifier, stranger) = world()
    there = f"/rebounds/{it.pk}"
    assert stranger.get(there).status_code == 404
    assert stranger.post(f"{there}/decide", {"step": "same"}).status_code == 404
    assert handler.get(there).json()["steps"] == []
    assert handler.post(f"{there}/decide", {"step": "tell_apart", "note": "x"}).status_code == 403
    assert verifier.get(there).json()["steps"] == ["tell_apart"]
    for wrong in ({"step": "tell_apart"}, {"step": "lapse"}, {"step": "same", "note": "\0"}):
        assert verifier.post(f"{there}/decide", wrong).status_code == 422
    done = verifier.post(f"{there}/decide", {"step": "tell_apart", "note": "另一处"}).json()
    assert (done["state"], done["note"], done["steps"]) == ("not_same", "另一处", ["same"])
    again = {"step": "tell_apart", "note": "另一处"}
    assert verifier.post(f"{there}/decide", again).status_code == 409
    assert verifier.post(f"{there}/decide", {"step": "same"}).json()["state"] == "counted"


def test_the_list_and_its_figures_are_narrowed(db):
    people, it, (handler, verifier, stranger) = world()
    assert stranger.get("/rebounds").json() == []
    [row] = handler.get("/rebounds").json()
    assert (row["number"], row["earlier_number"]) == (it.case.number, it.earlier.number)
    for asked, found in (
        ({"state": "counted", "once": True, "within_days": 7}, [it.pk]),
        ({"state": "lapsed"}, []),
        ({"unit_id": people.unit.pk, "place_id": people.ground.grid.pk}, [it.pk]),
        ({"unit_id": 0}, []),
        ({"at_place_id": people.ground.next_grid.pk}, []),
        ({"closed_since": "2020-01-01", "category": it.category_id}, [it.pk]),
        ({"closed_until": "2020-01-01"}, []),
        ({"before": it.pk}, []),
    ):
        assert [row["id"] for row in verifier.get("/rebounds", asked).json()] == found, asked
    for wrong in ({"colour": "red"}, {"within_days": 0}, {"category": "\0"}):
        assert verifier.get("/rebounds", wrong).status_code == 422
    for by, key in (("unit", people.unit.pk), ("place", people.ground.town.pk)):
        [line] = verifier.get("/rebounds/figures", {"by": by}).json()
        assert (line["key"], line["closed"], line["came_back"]) == (key, 1, 1)
    assert verifier.get("/rebounds/places").json() == []
    a_rebound(a_case(State.FILED, place=it.place, category=it.category), it.earlier)
    assert verifier.get("/rebounds/places").json() == [{"place_id": it.place_id, "rebounds": 2}]
