from datetime import timedelta

from django.utils import timezone

from lingdang.cases.public import State
from lingdang.cases.testing import a_case, cast
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.lookbacks.testing import a_look_back


def world():
    people = cast()
    case = a_case(
        State.CLOSED,
        place=people.ground.grid,
        unit=people.unit,
        handled_by=people.unit_handler,
        at=timezone.now() - timedelta(days=10),
    )
    callers = (
        Caller(a_key("unit_handler", unit=people.unit)),
        Caller(a_key("verifier", place=people.ground.town)),
        Caller(a_key("verifier", place=people.ground.other_town)),
    )
    return people, case, a_look_back(case), callers


def test_it_is_looked_at_once_and_then_known(db):
    _people, case, it, (handler, verifier, stranger) = world()
    there = f"/look-backs/{it.pk}"
    for caller in (handler, stranger):
        assert caller.get("/look-backs").json() == []
        assert caller.get(there).status_code == 404
    assert stranger.post(f"{there}/look", {"step": "hold"}).status_code == 404
    assert verifier.get(there).json()["steps"] == ["hold", "come_back"]
    assert verifier.post(f"{there}/look", {"step": "come_back"}).status_code == 422
    assert verifier.post(f"{there}/look", {"step": "lapse"}).status_code == 422
    word = {"step": "come_back", "note": "还在"}
    done = verifier.post(f"{there}/look", word).json()
    assert (done["state"], done["note"], done["steps"]) == ("came_back", "还在", [])
    assert verifier.post(f"{there}/look", word).status_code == 409
    case.refresh_from_db()
    assert case.state == State.DISPATCHED
    [row] = handler.get("/look-backs").json()
    assert (row["number"], row["state"]) == (case.number, "came_back")


def test_the_list_and_its_figures_are_narrowed(db):
    people, _case, it, (_handler, verifier, _stranger) = world()
    for asked, found in (
        ({}, [it.pk]),
        ({"when": "due", "state": "due", "why": "drawn"}, [it.pk]),
        ({"unit_id": people.unit.pk, "place_id": people.ground.grid.pk}, [it.pk]),
        ({"unit_id": 0}, []),
        ({"when": "overdue"}, []),
        ({"draw_id": it.draw_id, "closed_since": "2020-01-01"}, [it.pk]),
        ({"closed_until": "2020-01-01"}, []),
        ({"before": it.pk}, []),
    ):
        assert [row["id"] for row in verifier.get("/look-backs", asked).json()] == found, asked
    for wrong in ({"colour": "red"}, {"closed_until": "9999-12-31"}, {"category": "\0"}):
        assert verifier.get("/look-backs", wrong).status_code == 422
    for by, key in (("unit", people.unit.pk), ("place", people.ground.town.pk)):
        [line] = verifier.get("/look-backs/figures", {"by": by}).json()
        assert (line["key"], line["drawn"], line["looked"], line["share"]) == (key, 1, 0, None)


def test_a_draw_is_open_once_all_of_it_was_looked_at(db):
    _people, _case, it, (handler, verifier, stranger) = world()
    assert [one["id"] for one in verifier.get("/draws").json()] == [it.draw_id]
    there = f"/draws/{it.draw_id}"
    assert verifier.get(there).json() == it.draw.told
    assert handler.get("/draws").json() == []
    assert handler.get(there).status_code == 404
    verifier.post(f"/look-backs/{it.pk}/look", {"step": "hold"})
    assert handler.get(there).json()["seed"] == it.draw.seed
    assert stranger.get("/draws", {"before": it.draw_id}).json() == []
