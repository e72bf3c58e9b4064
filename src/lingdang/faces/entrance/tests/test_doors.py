from unittest.mock import patch

import pytest
from django.db import OperationalError


@pytest.mark.django_db
def test_health_says_whether_the_database_answers(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    with patch("lingdang.faces.entrance.views.connection.cursor", side_effect=OperationalError):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "no database"})


def test_health_opens_no_session(client, db):
    assert "sessionid" not in client.get("/healthz").cookies


def test_large_type_is_kept_by_the_phone(client, district):
    answer = client.post("/large-type/", {"on": "1", "next": "/me/"})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert 'class="large"' in client.get("/").text
    client.post("/large-type/", {"on": "0"})
    assert 'class="large"' not in client.get("/").text


def test_nobody_is_sent_to_a_foreign_site(client, db):
    answer = client.post("/large-type/", {"on": "1", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_the_language_changes_and_stays(client, district):
    assert "一键呼叫" in client.get("/").text
    client.post("/language/", {"language": "en", "next": "/"})
    assert "Ring the bell" in client.get("/").text


def test_an_unknown_page_is_a_page_of_ours(client, db):
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "这里没有您要找的内容" in answer.text


def test_pages_carry_no_inline_style_or_handler(client, district):
    for path in ("/", "/report/", "/mine/", "/me/", "/who/", "/demo/", "/accounts/login/"):
        text = client.get(path).text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "script-src 'self'" in client.get(path)["Content-Security-Policy"]


@pytest.mark.parametrize(
    "door",
    ["signup", "email", "confirm-email", "confirm-email/a:b", "password/reset", "password/set"],
)
def test_pages_that_serve_nobody_are_closed(client, db, door):
    assert client.get(f"/accounts/{door}/").status_code == 404
    assert client.post(f"/accounts/{door}/").status_code == 404
