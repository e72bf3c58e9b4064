"""Inbox and outbox at the desk."""

import io

import pytest
from django.core.cache import caches
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.kernel.actor import Actor
from lingdang.messaging.public import (
    Message,
    Outgoing,
    OwnWords,
    ProviderTemplate,
    Robot,
    preference_of,
    reached_by,
    unread,
)
from lingdang.messaging.testing import TOLD, a_message

CARER = Actor.process("carer", "messaging.manage")


def rows(answer):
    return [row.title for row in answer.context["rows"]]


def test_the_header_says_how_many_wait_and_no_more(enter, staff):
    client = enter(staff.dispatcher)
    assert 'class="count"' not in client.get("/desk/").text
    for number in range(2):
        a_message(staff.dispatcher.actor, number)
    caches["process"].clear()  # the count is believed for ten seconds
    assert '<b class="count">2' in client.get("/desk/").text


def test_an_inbox_is_searched_filtered_sorted_and_exported(enter, staff):
    for number in range(3):
        a_message(staff.dispatcher.actor, number)
    a_message(staff.verifier.actor, 9)
    client = enter(staff.dispatcher)
    wanted = ["Case 20261125-000002", "Case 20261125-000001", "Case 20261125-000000"]
    assert rows(client.get("/desk/inbox/")) == wanted
    assert rows(client.get("/desk/inbox/?sort=oldest")) == wanted[::-1]
    assert rows(client.get("/desk/inbox/?q=000001")) == wanted[1:2]
    assert rows(client.get(f"/desk/inbox/?what={TOLD}&state=unread")) == wanted
    assert rows(client.get("/desk/inbox/?state=read")) == []
    assert client.get("/desk/inbox/?what=nothing").status_code == 422
    answer = client.get("/desk/inbox/export.xlsx")
    assert load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.max_row == 4


def test_opening_a_message_reads_it_and_leads_to_its_case(enter, staff, a_case):
    case = a_case()
    message = a_message(staff.dispatcher.actor, case.pk)
    client = enter(staff.dispatcher)
    assert client.get(f"/desk/inbox/{message.pk}/").status_code == 405
    assert client.post(f"/desk/inbox/{message.pk}/").url == f"/desk/cases/{case.pk}/"
    assert unread(staff.dispatcher.actor) == 0
    theirs = a_message(staff.verifier.actor)
    assert client.post(f"/desk/inbox/{theirs.pk}/").status_code == 404


def test_messages_are_marked_as_read_one_by_one_and_all(enter, staff):
    mine = [a_message(staff.dispatcher.actor, number).pk for number in range(3)]
    client = enter(staff.dispatcher)
    assert '<b class="count">3' in client.get("/desk/").text
    assert client.post("/desk/inbox/read/", {"id": [mine[0], "x"]}).status_code == 302
    assert unread(staff.dispatcher.actor) == 2
    assert '<b class="count">2' in client.get("/desk/").text
    client.post("/desk/inbox/read/", {"everything": "1"})
    assert unread(staff.dispatcher.actor) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_an_inbox_takes_eight_statements(enter, staff, count, django_assert_max_num_queries):
    for number in range(count):
        a_message(staff.dispatcher.actor, number)
    client = enter(staff.dispatcher)
    client.get("/desk/inbox/")
    with django_assert_max_num_queries(8):
        client.get("/desk/inbox/")


CHOICE = {
    "channels": ["sms"],
    "quiet_from": "21:00",
    "quiet_to": "06:30",
    "rhythm": "daily",
    "digest_at": "09:00",
    "digest_weekday": "2",
    "language": "",
}


def test_one_chooses_how_one_is_told(enter, staff, settings):
    settings.MESSAGE_CHANNELS = ["sms", "email"]
    client = enter(staff.dispatcher)
    page = client.get("/desk/inbox/preferences/").text
    assert "电子邮件（尚未登记地址）" in page
    assert client.post("/desk/inbox/preferences/", CHOICE).status_code == 302
    kept = preference_of(staff.dispatcher.person.pk)
    assert (kept.silent, kept.rhythm, kept.digest_weekday) == (["email"], "daily", 2)
    half = client.post("/desk/inbox/preferences/", {**CHOICE, "quiet_to": ""})
    assert half.status_code == 422
    assert "免打扰时段请填写起止时间" in half.text


@pytest.fixture
def failed(staff, settings):
    settings.MESSAGE_CHANNELS = ["sms"]
    for number in range(3):
        a_message(staff.dispatcher.actor, number)
    Outgoing.objects.update(
        state="failed", error="isv.MOBILE_NUMBER_ILLEGAL", over_at=timezone.now(), tries=1
    )
    return list(Outgoing.objects.order_by("pk"))


def test_what_failed_is_listed_without_its_words_and_sent_again(enter, staff, failed):
    client = enter(staff.system_admin)
    page = client.get("/desk/outbox/")
    assert len(page.context["rows"]) == 3
    assert "waits for you" not in page.text
    assert "isv.MOBILE_NUMBER_ILLEGAL" in page.text
    assert client.post("/desk/outbox/again/", {"id": [failed[0].pk]}).status_code == 302
    assert Outgoing.objects.filter(state="waiting").count() == 1
    assert client.post("/desk/outbox/again/", {"id": [failed[0].pk]}).status_code == 409
    everything = {"everything": "1"}
    assert client.post("/desk/outbox/again/?q=000001", everything).status_code == 302
    assert Outgoing.objects.filter(state="failed").get() == failed[2]


def test_the_outbox_is_filtered_and_exported(enter, staff, failed):
    client = enter(staff.system_admin)
    shown = {
        "channel=sms": 3,
        "channel=email": 0,
        "q=isv.MOBILE": 3,
        "q=000002": 1,
        "state=sent": 0,
    }
    for query, count in shown.items():
        assert len(client.get(f"/desk/outbox/?{query}").context["rows"]) == count, query
    today = timezone.localdate().isoformat()
    assert len(client.get(f"/desk/outbox/?day={today}").context["rows"]) == 3
    assert client.get("/desk/outbox/?day=someday").status_code == 422
    answer = client.get("/desk/outbox/export.xlsx?channel=sms")
    assert load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.max_row == 4


@pytest.mark.parametrize("path", ["", "export.xlsx", "words/", "words/*/", "robots/", "addresses/"])
def test_only_its_carer_sees_the_outbox(enter, staff, path):
    assert enter(staff.dispatcher).get(f"/desk/outbox/{path}").status_code == 403
    assert enter(staff.system_admin).get(f"/desk/outbox/{path}").status_code == 200


def test_a_district_says_it_in_its_own_words(enter, staff):
    client, url = enter(staff.system_admin), "/desk/outbox/words/calls.rung/"
    assert "%(place)s" in client.get(url).text
    told = {"part": "zh-hans", "zh-hans-title": "铃响了", "zh-hans-text": "%(place)s %(number)s"}
    assert client.post(url, told).status_code == 302
    assert OwnWords.objects.get().title == "铃响了"
    wrong = client.post(url, {**told, "zh-hans-text": "%(secret)s"})
    assert (wrong.status_code, "secret" in wrong.text) == (422, True)
    template = {"part": "sms", "sms-code": "SMS_7", "sms-fields_": "number=%(number)s"}
    assert client.post(url, template).status_code == 302
    assert ProviderTemplate.objects.get().fields == {"number": "%(number)s"}
    assert client.post(url, {**template, "sms-fields_": "number"}).status_code == 422
    assert client.get("/desk/outbox/words/nobody.tells/").status_code == 404


def test_robots_and_addresses_are_entered(enter, staff):
    client = enter(staff.system_admin)
    robot = {"channel": "wecom_robot", "name": "城管群", "unit_id": staff.unit.pk, "key": "k-1"}
    assert client.post("/desk/outbox/robots/", robot).status_code == 302
    page = client.get("/desk/outbox/robots/").text
    assert ("城管群" in page, "k-1" in page) == (True, False)
    stop = f"/desk/outbox/robots/{Robot.objects.get().pk}/stop/"
    assert [client.post(stop).status_code for _ in range(2)] == [302, 404]
    person = staff.dispatcher.person
    told = {"person": person.login, "channel": "wecom", "address": "zhang.san"}
    assert client.post("/desk/outbox/addresses/", told).status_code == 302
    assert (person.pk, "wecom") in reached_by([person.pk])
    wrong = client.post("/desk/outbox/addresses/", {**told, "address": "a|b"})
    assert wrong.status_code == 422
    assert client.post("/desk/outbox/addresses/", {**told, "person": "x"}).status_code == 422


def test_a_message_about_nothing_leads_back_to_the_inbox(enter, staff):
    message = a_message(staff.dispatcher.actor)
    Message.objects.update(about="")
    answer = enter(staff.dispatcher).post(f"/desk/inbox/{message.pk}/")
    assert answer.url == "/desk/inbox/"
