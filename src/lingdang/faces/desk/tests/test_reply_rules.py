"""Which categories want a reply first, and which none."""

import pytest

from lingdang.talks.public import ReplyRule

PAGE = "/desk/talks/rules/"


@pytest.fixture
def office(enter, staff):
    return enter(staff.dispatcher)


def shown(answer):
    return [one.category_id for one in answer.context["page"].rows]


def test_a_rule_is_set_found_changed_and_taken_away(office):
    assert shown(office.get(PAGE)) == []
    for sent, kept in (("1", [True]), ("0", [False]), ("", [])):
        answer = office.post(PAGE, {"category_code": "R1", "required": sent})
        assert answer.status_code == 302
        assert [rule.required for rule in ReplyRule.objects.all()] == kept
        assert shown(office.get(PAGE)) == ["R1"] * len(kept)


def test_rules_are_searched_narrowed_and_exported(office):
    office.post(PAGE, {"category_code": "R1", "required": "1"})
    for query, found in {"q=环境": 1, "q=R1": 1, "q=x": 0, "due=first": 1, "due=none": 0}.items():
        assert len(shown(office.get(f"{PAGE}?{query}"))) == found, query
    assert office.get(f"{PAGE}export.xlsx").status_code == 200


@pytest.mark.parametrize("code", ["", "nowhere"])
def test_a_rule_is_of_a_known_category(office, code):
    assert office.post(PAGE, {"category_code": code, "required": "1"}).status_code == 422
    assert not ReplyRule.objects.exists()


def test_who_keeps_no_replies_sets_no_rules(enter, staff):
    client = enter(staff.handler)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"category_code": "R1", "required": "1"}).status_code == 403
