from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.approvals.public import Application
from lingdang.approvals.testing import an_application
from lingdang.cases.public import Case, State, suspend_case
from lingdang.people.public import Role
from lingdang.people.testing import actor
from lingdang.standards.testing import a_category

LIST = "/desk/applications/"


@pytest.fixture
def chief(staff):
    return actor(Role.LEADER, unit=staff.unit)


def again(case):
    return Case.objects.get(pk=case.pk)


def offered(answer):
    return [kind.value for kind, _form in answer.context["clockwork"].offers]


def test_it_is_applied_for_decided_in_the_list_and_happens(enter, staff, a_case):
    case = a_case("dispatched")
    page = f"/desk/cases/{case.pk}/"
    handler, dispatcher = enter(staff.handler), enter(staff.dispatcher)
    assert offered(handler.get(page)) == ["extend", "hang_up", "misdispatch"]
    assert offered(dispatcher.get(page)) == []
    answer = handler.post(f"{page}apply/misdispatch/", {"reason": "不归城管"})
    assert (answer.status_code, answer.url) == (302, page)
    assert offered(handler.get(page)) == []  # one thing at a time
    listed = dispatcher.get(LIST, {"mine": "wait"})
    [row] = listed.context["rows"]
    assert [step.value for step in row.form.steps] == ["grant", "refuse"]
    answer = dispatcher.post(
        f"{LIST}{row.id}/", {"step": "grant", "words": "同意", "next": f"{LIST}?mine=wait"}
    )
    assert (answer.status_code, answer.url) == (302, f"{LIST}?mine=wait")
    assert again(case).state == State.FILED


def test_a_refusal_shows_the_form_again_with_its_sentence(enter, staff, a_case):
    case = a_case("dispatched")
    handler, dispatcher = enter(staff.handler), enter(staff.dispatcher)
    answer = handler.post(f"/desk/cases/{case.pk}/apply/extend/", {"reason": ""})
    assert answer.status_code == 422
    far = {"reason": "等待征收", "until": f"{timezone.localdate().year + 3}-01-01"}
    answer = handler.post(f"/desk/cases/{case.pk}/apply/hang_up/", far)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["until"])
    assert handler.post(f"/desk/cases/{case.pk}/apply/favour/", far).status_code == 404
    application = an_application(case, staff.handler.actor)
    there = f"{LIST}{application.pk}/"
    assert dispatcher.post(there, {"step": "agree"}).status_code == 403
    assert handler.post(there, {"step": "agree"}).status_code == 403
    assert enter(staff.stranger).post(there, {"step": "agree"}).status_code == 404
    assert Application.objects.get().state == "applied"


def test_nobody_is_sent_to_another_site(enter, staff, a_case):
    application = an_application(a_case("dispatched"), staff.handler.actor)
    answer = enter(staff.handler).post(
        f"{LIST}{application.pk}/", {"step": "withdraw", "next": "//evil.example/"}
    )
    assert answer.url == LIST


def test_the_list_is_searched_filtered_and_exported(enter, staff, a_case):
    first = an_application(a_case("dispatched"), staff.handler.actor, reason="等材料")
    second = an_application(a_case("dispatched"), staff.handler.actor, reason="雨天")
    client = enter(staff.dispatcher)

    def found(**query):
        return [row.id for row in client.get(LIST, query).context["rows"]]

    assert found() == [second.pk, first.pk]
    assert found(sort="oldest") == [first.pk, second.pk]
    assert found(q="雨天") == [second.pk]
    assert found(q=first.case.number) == [first.pk]
    assert found(kind="appeal") == []
    assert found(mine="wait") == []
    assert client.get(LIST, {"state": "odd"}).status_code == 422
    assert [row.id for row in enter(staff.stranger).get(LIST).context["rows"]] == []
    sheet = client.get(f"{LIST}export.xlsx", {"q": "雨天"})
    rows = list(load_workbook(BytesIO(sheet.getvalue())).active.values)
    assert [row[5] for row in rows[1:]] == ["雨天"]


def test_rows_cost_no_query_each(enter, staff, a_case, django_assert_num_queries):
    client = enter(staff.dispatcher)
    an_application(a_case("dispatched"), staff.handler.actor)
    client.get(LIST)
    with django_assert_num_queries(5) as one:
        client.get(LIST)
    for _ in range(2):
        an_application(a_case("dispatched"), staff.handler.actor)
    with django_assert_num_queries(len(one)):
        client.get(LIST)


def test_the_first_page_says_what_waits_for_a_word(enter, staff, a_case):
    an_application(a_case("dispatched"), staff.handler.actor, "misdispatch")
    assert enter(staff.dispatcher).get("/desk/").context["asked"] == 1


def test_the_category_is_changed_and_the_clock_set_going(enter, staff, a_case):
    case = a_case("dispatched")
    client, page = enter(staff.dispatcher), f"/desk/cases/{case.pk}/"
    a_category("R2")
    assert client.get(page).context["clockwork"].refile
    assert client.post(f"{page}refile/", {"category_code": "R2"}).url == page
    assert again(case).category_id == "R2"
    assert client.post(f"{page}refile/", {"category_code": "R2"}).status_code == 422
    suspend_case(case_id=case.pk, kind="asked", reason="哪一栋", by=staff.handler.actor)
    shown = client.get(page)
    assert shown.context["clockwork"].may_resume
    assert "哪一栋" in shown.content.decode()
    assert [row.id for row in client.get("/desk/cases/", {"due": "still"}).context["rows"]] == [
        case.pk
    ]
    assert client.post(f"{page}resume/").url == page
    assert again(case).due_at


def test_cases_are_found_by_their_rung(enter, staff, a_case):
    case = a_case("dispatched")
    Case.objects.filter(pk=case.pk).update(rung=4)
    client = enter(staff.dispatcher)
    assert [row.id for row in client.get("/desk/cases/", {"rung": "4"}).context["rows"]] == [
        case.pk
    ]
    assert client.get("/desk/cases/", {"rung": "3"}).context["rows"] == []
    assert client.get(f"/desk/cases/{case.pk}/").context["rung"]
