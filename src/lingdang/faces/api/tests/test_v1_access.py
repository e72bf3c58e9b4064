"""Who learns what: nothing without a token, nothing of foreign places; nothing without duty."""

from collections import defaultdict

import pytest
from django.test import Client

from lingdang.faces.api.tests.conftest import SECURITY, Caller, a_case, a_key
from lingdang.faces.api.v1.api import api
from lingdang.faces.api.v1.auth import Believed
from lingdang.people.public import ApiToken, revoke_token
from lingdang.people.testing import a_person

OPEN = {("get", "/api/v1/health"), ("options", "/api/v1/uploads/")}


def addresses():
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method in operations:
            if (method, path) not in OPEN:
                yield method, path


@pytest.mark.parametrize(("method", "path"), list(addresses()))
def test_a_stranger_learns_nothing(case, method, path):
    """Not even whether a case is there: what exists answers like what does not."""
    answers = []
    for case_id in (case.pk, 999_999):
        known = {"case_id": case_id, "place_id": case.place_id, "public_id": case.public_id}
        real = path.format_map(defaultdict(lambda: "1", known | {"step": "file"}))
        response = Client().generic(method.upper(), real, "{}", "application/json")
        answers.append((response.status_code, response.content))
    assert answers[0] == answers[1]
    assert answers[0][0] == 401
    assert method == "head" or "title" in response.json()


def test_a_wrong_token_is_no_token(case):
    response = Caller("ld_wrong").get(f"/cases/{case.pk}")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_token_taken_back_changes_nothing_more_and_soon_reads_no_more(case, monkeypatch):
    key = a_key("dispatcher", place=case.place)
    caller = Caller(key)
    assert caller.get(f"/cases/{case.pk}").status_code == 200
    revoke_token(token_id=ApiToken.objects.get().pk, by=SECURITY)
    assert caller.post(f"/cases/{case.pk}/steps/file", {}).status_code == 401
    monkeypatch.setattr(Believed, "seconds", 0)
    assert caller.get(f"/cases/{case.pk}").status_code == 401


def test_a_foreign_case_answers_like_none(case, foreigner):
    for suffix in ("", "/timeline", "/steps", f"/photos/{case.public_id}"):
        there = foreigner.get(f"/cases/{case.pk}{suffix}")
        absent = foreigner.get(f"/cases/999999{suffix}")
        assert there.status_code == absent.status_code == 404
        assert there.content == absent.content
    assert foreigner.get("/cases").json() == {"cases": [], "after": None}


def test_a_foreign_case_takes_no_step(case, foreigner):
    there = foreigner.post(f"/cases/{case.pk}/steps/file", {})
    absent = foreigner.post("/cases/999999/steps/file", {})
    assert there.status_code == absent.status_code == 404
    case.refresh_from_db()
    assert case.state == "received"


def test_without_the_duty_one_sees_and_does_nothing(case, onlooker):
    assert onlooker.get(f"/cases/{case.pk}").json()["steps"] == []
    refused = onlooker.post(f"/cases/{case.pk}/steps/file", {})
    assert refused.status_code == 403
    assert refused.headers["Content-Type"] == "application/problem+json"
    case.refresh_from_db()
    assert case.state == "received"


def test_a_session_reads_and_never_writes(district):
    person = a_person()
    client = Client()
    client.force_login(person)
    assert client.get("/api/v1/cases").status_code == 200
    assert client.post("/api/v1/cases", "{}", "application/json").status_code == 401


def test_a_wrong_token_does_not_fall_back_on_the_session(district):
    client = Client(headers={"Authorization": "Bearer ld_wrong"})
    client.force_login(a_person())
    assert client.get("/api/v1/cases").status_code == 401


def test_contacts_are_never_written(case, dispatcher):
    a_case(description="second")
    for path in ("/cases", f"/cases/{case.pk}", f"/cases/{case.pk}/timeline"):
        text = dispatcher.get(path).content.decode()
        assert "王小明" not in text
        assert "13812345678" not in text


def test_unknown_addresses_are_problems_too(stranger):
    response = stranger.get("/nothing/here")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_health_needs_no_token(stranger):
    assert stranger.get("/health").json() == {"status": "ok"}
