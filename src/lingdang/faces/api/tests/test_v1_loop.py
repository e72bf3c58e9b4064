"""A case through its loop by tokens alone, and what is refused on the way."""

import json
from io import BytesIO

import pytest
from django.test import Client

from lingdang.cases.public import Case, State
from lingdang.evidence.testing import jpeg_bytes
from lingdang.faces.api.tests.conftest import Caller, a_key

REPORT = {"description": "垃圾桶满了", "category": "06010", "lng": 113.305, "lat": 33.765}


@pytest.fixture
def unit_handler(bureau):
    return Caller(a_key("unit_handler", unit=bureau))


@pytest.fixture
def verifier(district):
    return Caller(a_key("verifier", place=district.town))


def take(caller, case_id, step, **data):
    response = caller.post(f"/cases/{case_id}/steps/{step}", data)
    assert response.status_code == 200, response.json()
    return response.json()["state"]


def test_every_step_of_the_loop(dispatcher, unit_handler, verifier, bureau, district):
    created = dispatcher.post("/cases", REPORT)
    assert created.status_code == 201
    case_id = created.json()["id"]
    assert created.json()["place_id"] == district.grid.pk
    steps = dispatcher.get(f"/cases/{case_id}/steps").json()
    assert "file" in [step["step"] for step in steps]

    assert take(dispatcher, case_id, "file") == "filed"
    assert take(dispatcher, case_id, "dispatch", unit_id=bureau.pk) == "dispatched"
    assert take(unit_handler, case_id, "handle", outcome="已清运") == "handled"
    assert take(verifier, case_id, "return", reason="还有散落垃圾") == "dispatched"
    assert take(unit_handler, case_id, "handle", outcome="已清扫干净") == "handled"
    assert take(verifier, case_id, "verify", note="现场已看") == "verified"
    assert take(verifier, case_id, "call_back", settled=True, stars=5, channel="phone")
    assert take(verifier, case_id, "close") == "closed"

    shown = dispatcher.get(f"/cases/{case_id}").json()
    assert (shown["state"], shown["rating"], shown["returns"]) == ("closed", 5, 1)
    assert shown["place"]["name"] == "第一网格"
    assert [place["level"] for place in shown["path"]] == ["district", "town", "village"]
    told = [entry["event"] for entry in dispatcher.get(f"/cases/{case_id}/timeline").json()]
    assert told[0] == "case_received"
    assert told[-1] == "case_closed"


def test_the_reporter_answers(district, bureau, unit_handler, verifier, dispatcher):
    reporter = Caller(a_key("grid_worker", place=district.other_grid))
    case_id = reporter.post("/cases", REPORT).json()["id"]
    take(dispatcher, case_id, "dispatch", unit_id=bureau.pk)
    take(unit_handler, case_id, "handle", outcome="已清运")
    take(verifier, case_id, "verify")
    assert dispatcher.post(f"/cases/{case_id}/answer", {"settled": True}).status_code == 403
    answered = reporter.post(f"/cases/{case_id}/answer", {"settled": True, "stars": 4})
    assert answered.json()["state"] == "closed"


def test_a_step_that_is_not_possible_now_is_a_conflict(case, dispatcher):
    refused = dispatcher.post(f"/cases/{case.pk}/steps/close", {})
    assert refused.status_code == 409
    assert refused.json()["type"] == "step_not_possible"


def test_a_step_without_what_it_asks_for_says_what(case, dispatcher):
    refused = dispatcher.post(f"/cases/{case.pk}/steps/refuse", {})
    assert refused.status_code == 422
    assert list(refused.json()["problems"]) == ["reason"]


def test_a_unit_that_is_not_there_is_sent_nothing(case, dispatcher):
    nowhere = {"unit_id": 999_999}
    assert dispatcher.post(f"/cases/{case.pk}/steps/dispatch", nowhere).status_code == 422
    case.refresh_from_db()
    assert case.state == "received"


def test_an_unknown_step_is_named(case, dispatcher):
    refused = dispatcher.post(f"/cases/{case.pk}/steps/jump", {})
    assert refused.status_code == 422
    assert "step" in refused.json()["problems"]


def test_a_retry_is_the_same_case_and_a_reused_key_a_conflict(dispatcher):
    key = {"Idempotency-Key": "abc"}
    first = dispatcher.post("/cases", REPORT, **key)
    again = dispatcher.post("/cases", REPORT, **key)
    other = dispatcher.post("/cases", {**REPORT, "description": "别的事"}, **key)
    assert [first.status_code, again.status_code, other.status_code] == [201, 200, 409]
    assert again.json()["id"] == first.json()["id"]
    assert again.json()["again"] is True
    assert Case.objects.count() == 1


def test_a_batch_is_all_or_none_and_says_which_was_wrong(dispatcher):
    good = {**REPORT, "request_key": "k1"}
    wrong = {**REPORT, "category": "none"}
    refused = dispatcher.post("/cases/batch", {"cases": [good, wrong, wrong]})
    assert refused.status_code == 422
    assert refused.json()["index"] == 1
    assert [one["index"] for one in refused.json()["refused"]] == [1, 2]
    assert Case.objects.count() == 0
    assert dispatcher.post("/cases/batch", {"cases": [good, REPORT]}).status_code == 201
    assert Case.objects.count() == 2
    assert dispatcher.post("/cases/batch", {"cases": [good]}).status_code == 200
    too_many = dispatcher.post("/cases/batch", {"cases": [REPORT] * 51})
    assert (too_many.status_code, "50" in too_many.json()["problems"]["cases"]) == (422, True)


def test_of_a_batch_the_good_ones_are_taken_as_asked_and_a_retry_is_the_same(dispatcher):
    wrong = {**REPORT, "category": "none"}
    asked = {"cases": [REPORT, wrong, {**REPORT, "source": "tv"}], "partial": True}
    first, again = (
        dispatcher.post("/cases/batch", asked, **{"Idempotency-Key": "night-1"}) for _n in range(2)
    )
    assert (first.status_code, again.status_code, Case.objects.count()) == (201, 200, 2)
    told = first.json()["cases"]
    assert [one["index"] for one in told] == [0, 1, 2]
    assert (told[1]["type"], list(told[1]["problems"])) == ("incomplete", ["category_code"])
    assert [one.get("again") for one in again.json()["cases"]] == [True, None, True]
    assert set(Case.objects.values_list("source", flat=True)) == {"api", "tv"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lng": 200}, "lng"),
        ({"colour": "red"}, "colour"),
        ({"description": "x" * 4001}, "description"),
        ({"description": "\0"}, "description"),
        ({"system": "mars"}, "system"),
        ({"photo_ids": [1] * 10}, "photo_ids"),
        ({"category": "none"}, "category_code"),
        ({"lat": None}, "lng"),
    ],
)
def test_bad_input_is_named_and_changes_nothing(dispatcher, change, field):
    refused = dispatcher.post("/cases", {**REPORT, **change})
    assert refused.status_code == 422
    assert list(refused.json()["problems"]) == [field]
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert Case.objects.count() == 0


def test_what_is_no_json_is_unreadable(dispatcher):
    response = dispatcher.client.post("/api/v1/cases", "{", "application/json")
    assert response.status_code == 400
    assert response.json()["type"] == "unreadable"


def test_a_problem_is_told_in_the_language_asked_for(dispatcher):
    answers = [
        dispatcher.post("/cases", {"lng": 200}, **{"Accept-Language": language}).json()
        for language in ("en", "zh-hans")
    ]
    assert answers[0]["problems"]["lng"] == "This must be at most 180.0."
    assert answers[0] != answers[1]


def test_a_photograph_is_stored_sent_along_and_seen_again(dispatcher, foreigner):
    file = BytesIO(jpeg_bytes())
    file.name = "a.jpg"
    stored = dispatcher.client.post("/api/v1/photos", {"file": file})
    assert stored.status_code == 201, stored.json()
    photo = stored.json()
    case_id = dispatcher.post("/cases", {**REPORT, "photo_ids": [photo["id"]]}).json()["id"]
    shown = dispatcher.get(f"/cases/{case_id}").json()["photos"]
    assert [one["public_id"] for one in shown] == [photo["public_id"]]
    address = f"/cases/{case_id}/photos/{photo['public_id']}"
    seen = dispatcher.get(address, {"size": "thumb"})
    assert seen.headers["Content-Type"] == "image/jpeg"
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")
    assert foreigner.get(address).status_code == 404
    assert dispatcher.get(f"/cases/{case_id}/photos/{Case().public_id}").status_code == 404


def test_what_is_no_photograph_is_refused(dispatcher):
    file = BytesIO(b"not a photograph")
    file.name = "a.jpg"
    refused = dispatcher.client.post("/api/v1/photos", {"file": file})
    assert refused.status_code in {415, 422}
    assert refused.json()["type"].startswith("photo_")


def test_no_photograph_at_all_is_named(dispatcher):
    refused = dispatcher.client.post("/api/v1/photos", {})
    assert list(refused.json()["problems"]) == ["file"]


def test_states_are_known_to_the_document():
    assert "State" in json.dumps(Client().get("/api/v1/openapi.json").json())
    assert State.RECEIVED == "received"
