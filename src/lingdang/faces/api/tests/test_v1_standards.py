"""Editions and standards, for programs; a step may name its standard."""

from datetime import date

import pytest

from lingdang.standards.testing import an_edition, some_schemes


@pytest.fixture
def standards(district):
    some_schemes()
    rows = [
        {"code": "09005", "condition": "摆到门外", "limit": "4小时", "严管街": "1紧急工作时"},
        {"code": "09005", "condition": "占满人行道", "limit": "停工1天/拆除3天", "严管街": ""},
    ]
    edition = an_edition(rows, name="现行版", on=date(2026, 1, 1))
    an_edition(rows, name="草案", on=None)
    return list(edition.standards.order_by("pk"))


def test_editions_tell_their_state_and_drafts_stay_inside(standards, dispatcher):
    (edition,) = dispatcher.get("/standards/editions").json()
    assert (edition["name"], edition["state"], edition["since"], edition["standards"]) == (
        *("现行版", "in_force", "2026-01-01", 2),
    )


def test_standards_come_with_their_limits_page_by_page(standards, dispatcher):
    page = dispatcher.get("/standards", {"size": 1}).json()
    assert [standard["condition"] for standard in page["standards"]] == ["摆到门外"]
    assert [
        (limit["street_class"], limit["amount"]) for limit in page["standards"][0]["limits"]
    ] == [
        (None, 4),
        ("streets:strict", 1),
    ]
    rest = dispatcher.get("/standards", {"after": page["after"]}).json()
    assert [limit["purpose"] for limit in rest["standards"][0]["limits"]] == ["stop", "remove"]
    assert rest["after"] is None


def test_standards_are_found_by_category_and_words(standards, dispatcher):
    assert dispatcher.get("/standards", {"category": "06010"}).json()["standards"] == []
    found = dispatcher.get("/standards", {"category": "09005", "search": "人行道"}).json()
    assert [standard["id"] for standard in found["standards"]] == [standards[1].pk]
    assert dispatcher.get("/standards", {"colour": "red"}).status_code == 422
    assert dispatcher.get(f"/standards/{standards[0].pk}").json()["closing"] == "清除"
    assert dispatcher.get("/standards/999999").status_code == 404


def test_a_case_is_filed_by_a_standard(standards, case, dispatcher):
    data = {"category_code": "09005", "standard_id": standards[1].pk}
    assert dispatcher.post(f"/cases/{case.pk}/steps/file", data).status_code == 200
    assert dispatcher.get(f"/cases/{case.pk}").json()["standard_id"] == standards[1].pk
