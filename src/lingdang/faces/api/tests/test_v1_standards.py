"""Editions and rules, for programs; a step may name its rule."""

from datetime import date

import pytest

from lingdang.standards.testing import an_edition, some_schemes


@pytest.fixture
def rules(district):
    some_schemes()
    rows = [
        {"code": "09005", "condition": "摆到门外", "limit": "4小时", "严管街": "1紧急工作时"},
        {"code": "09005", "condition": "占满人行道", "limit": "停工1天/拆除3天", "严管街": ""},
    ]
    edition = an_edition(rows, name="现行版", on=date(2026, 1, 1))
    an_edition(rows, name="草案", on=None)
    return list(edition.rules.order_by("pk"))


def test_editions_tell_their_state_and_drafts_stay_inside(rules, dispatcher):
    (edition,) = dispatcher.get("/standards/editions").json()
    assert (edition["name"], edition["state"], edition["since"], edition["rules"]) == (
        *("现行版", "in_force", "2026-01-01", 2),
    )


def test_rules_come_with_their_limits_page_by_page(rules, dispatcher):
    page = dispatcher.get("/standards/rules", {"size": 1}).json()
    assert [rule["condition"] for rule in page["rules"]] == ["摆到门外"]
    assert [(limit["street_class"], limit["amount"]) for limit in page["rules"][0]["limits"]] == [
        (None, 4),
        ("streets:strict", 1),
    ]
    rest = dispatcher.get("/standards/rules", {"after": page["after"]}).json()
    assert [limit["purpose"] for limit in rest["rules"][0]["limits"]] == ["stop", "remove"]
    assert rest["after"] is None


def test_rules_are_found_by_category_and_words(rules, dispatcher):
    assert dispatcher.get("/standards/rules", {"category": "06010"}).json()["rules"] == []
    found = dispatcher.get("/standards/rules", {"category": "09005", "search": "人行道"}).json()
    assert [rule["id"] for rule in found["rules"]] == [rules[1].pk]
    assert dispatcher.get("/standards/rules", {"colour": "red"}).status_code == 422
    assert dispatcher.get(f"/standards/rules/{rules[0].pk}").json()["closing"] == "清除"
    assert dispatcher.get("/standards/rules/999999").status_code == 404


def test_a_case_is_filed_by_a_rule(rules, case, dispatcher):
    data = {"category_code": "09005", "rule_id": rules[1].pk}
    assert dispatcher.post(f"/cases/{case.pk}/steps/file", data).status_code == 200
    assert dispatcher.get(f"/cases/{case.pk}").json()["rule_id"] == rules[1].pk
