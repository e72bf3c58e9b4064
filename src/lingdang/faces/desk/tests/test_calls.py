"""Calls at the desk: the list, one call with its button, and the figures."""

import pytest

from lingdang.calls.public import Call, answer_call
from lingdang.calls.testing import a_call, time_passes
from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import Message
from lingdang.people.public import actor_for
from lingdang.people.testing import a_person


@pytest.fixture
def call(staff):
    return a_call(actor_for(a_person("王五")))


def test_whoever_is_rung_answers_with_one_button(enter, staff, call):
    client, url = enter(staff.grid_worker), f"/desk/calls/{call.pk}/"
    assert "接听</button>" in client.get(url).text
    page = client.post(f"{url}answer/", follow=True).text
    assert "您已接听" in page
    assert "接听</button>" not in page
    assert Call.objects.get().answered_by == staff.grid_worker.person


def test_who_comes_second_is_told_who_was_first(enter, staff, call):
    answer_call(call_id=call.pk, by=staff.grid_worker.actor)
    page = enter(staff.dispatcher).post(f"/desk/calls/{call.pk}/answer/", follow=True).text
    assert "已经接听了这次呼叫" in page


def test_strangers_find_nothing(enter, staff, call):
    client = enter(staff.stranger)
    assert client.get(f"/desk/calls/{call.pk}/").status_code == 404
    assert client.post(f"/desk/calls/{call.pk}/answer/").status_code == 404
    assert call.case.number not in client.get("/desk/calls/").text
    assert enter(a_person()).get(f"/desk/calls/{call.pk}/").status_code == 403


def test_unanswered_calls_stand_in_red(enter, staff, call):
    for _ in range(3):
        time_passes(call)
    page = enter(staff.dispatcher).get("/desk/calls/", {"state": "unanswered"}).text
    assert '<span class="state red">无人接听</span>' in page
    assert "没有呼叫" in enter(staff.dispatcher).get("/desk/calls/", {"state": "answered"}).text


def test_the_list_is_searched_and_sorted(enter, staff, call):
    client = enter(staff.dispatcher)
    for query in ({"q": call.case.number}, {"sort": "oldest"}, {}):
        assert call.case.number in client.get("/desk/calls/", query).text
    assert "没有呼叫" in client.get("/desk/calls/", {"q": "20200101-000001"}).text


def test_the_list_is_narrowed_by_place(enter, staff, call, district):
    client = enter(staff.dispatcher)
    assert call.case.number in client.get("/desk/calls/", {"place": district.village.pk}).text
    assert "没有呼叫" in client.get("/desk/calls/", {"place": district.next_grid.pk}).text


def test_more_calls_cost_no_more_statements(enter, staff, call, django_assert_max_num_queries):
    client = enter(staff.dispatcher)
    client.get("/desk/calls/")
    for number in range(3):
        a_call(Actor.stranger(f"{number}"))
    with django_assert_max_num_queries(16):
        client.get("/desk/calls/")


def test_lists_are_exported(enter, staff, call):
    client = enter(staff.dispatcher)
    for path in ("export.xlsx", "figures/export.xlsx"):
        answer = client.get(f"/desk/calls/{path}")
        assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_figures_name_places_and_no_persons(enter, staff, call):
    answer_call(call_id=call.pk, by=staff.grid_worker.actor)
    page = enter(staff.dispatcher).get("/desk/calls/figures/").text
    assert "第一网格" in page
    assert staff.grid_worker.person.name not in page


def test_the_message_leads_to_the_call(enter, staff, call):
    deliver_due()
    message = Message.objects.get(person=staff.grid_worker.person, what="calls.rung")
    answer = enter(staff.grid_worker).post(f"/desk/inbox/{message.pk}/")
    assert answer["Location"] == f"/desk/calls/{call.pk}/"
