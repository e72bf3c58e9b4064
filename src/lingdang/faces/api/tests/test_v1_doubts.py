from lingdang.cases.public import State
from lingdang.cases.testing import a_case, cast
from lingdang.doubts.testing import a_doubt
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.kernel.actor import ANYONE


def doubted(people, **more):
    case = a_case(
        State.HANDLED, place=people.ground.grid, unit=people.unit, handled_by=people.unit_handler
    )
    photo = a_photo()
    attach_photos([photo.pk], subject=case.subject, moment="after", by=ANYONE)
    return case, photo, a_doubt(case, photo, **{"kind": "no_time", **more})


def callers(people):
    return (
        Caller(a_key("unit_handler", unit=people.unit)),
        Caller(a_key("verifier", place=people.ground.town)),
        Caller(a_key("verifier", place=people.ground.other_town)),
    )


def test_a_doubt_is_answered_and_decided_by_others(db):
    people = cast()
    case, photo, doubt = doubted(people)
    handler, verifier, stranger = callers(people)
    shown = handler.get(f"/cases/{case.pk}/doubts").json()
    assert (shown["trust"], shown["points"], shown["photographs"]) == ("strong", 90, 1)
    [row] = shown["doubts"]
    assert (row["photo"], row["kind"], row["steps"]) == (
        str(photo.public_id),
        "no_time",
        ["answer"],
    )
    there = f"/doubts/{doubt.pk}"
    assert stranger.get(there).status_code == stranger.get("/doubts/999999").status_code == 404
    assert stranger.post(f"{there}/answer", {"text": "x"}).status_code == 404
    assert handler.post(f"{there}/answer", {"text": "微信转来的"}).json()["state"] == "answered"
    assert handler.post(f"{there}/answer", {"text": "微信转来的"}).status_code == 409
    word = {"step": "dismiss", "reason": "看过现场"}
    assert handler.post(f"{there}/decide", word).status_code == 403
    assert verifier.post(f"{there}/decide", {**word, "reason": ""}).status_code == 422
    assert verifier.post(f"{there}/decide", word).json()["reason"] == "看过现场"
    assert verifier.get(f"/cases/{case.pk}/doubts").json()["points"] == 100


def test_the_list_is_narrowed(db):
    people = cast()
    case, _photo, doubt = doubted(people)
    _handler, verifier, stranger = callers(people)
    for asked, found in (
        ({}, [doubt.pk]),
        ({"kind": "no_time", "trust": "strong", "unit_id": people.unit.pk}, [doubt.pk]),
        ({"place_id": people.ground.grid.pk, "state": ["open", "upheld"]}, [doubt.pk]),
        ({"kind": "copy"}, []),
        ({"trust": "weak"}, []),
        ({"before": doubt.pk}, []),
    ):
        assert [row["id"] for row in verifier.get("/doubts", asked).json()] == found, asked
    assert verifier.get("/doubts", {"colour": "red"}).status_code == 422
    assert stranger.get("/doubts").json() == []
    assert stranger.get(f"/cases/{case.pk}/doubts").status_code == 404


def test_a_twin_of_a_hidden_case_is_only_said_to_be(db):
    people = cast()
    hidden = a_case(State.DISPATCHED, place=people.ground.other_grid)
    twin = a_photo()
    attach_photos([twin.pk], subject=hidden.subject, moment="before", by=ANYONE)
    doubted(people, kind="copy", twin=twin, similarity=0.9)
    _handler, verifier, _stranger = callers(people)
    [row] = verifier.get("/doubts").json()
    nothing = {"public_id": None, "case_id": None, "taken_at": None, "same_case": False}
    assert row["twin"] == nothing
