"""The outbox: sent once, later again when it fails, never quicker than allowed, never lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.messaging.enums import MANAGE, Sending
from lingdang.messaging.errors import NotFailed
from lingdang.messaging.models import Address, Message, Outgoing, Pace
from lingdang.messaging.public import outgoing_for, send_again, tell
from lingdang.messaging.queries.outgoing import letter_of
from lingdang.messaging.services.again import prune
from lingdang.messaging.services.choosing import set_address
from lingdang.messaging.services.sending import MAX_TRIES, _take, send_due
from lingdang.messaging.services.wording import add_robot, set_template, stop_robot
from lingdang.messaging.testing import TOLD, a_message
from lingdang.people.public import actor_for, close_person, erase_person
from lingdang.people.testing import REGISTRAR, a_person, a_unit

CARER = Actor.process("carer", MANAGE)
send = partial(send_due, 60)  # on a machine with much else to do
FACTS = {"number": "20261125-000001", "place": "建业社区"}


@pytest.fixture
def wecom(house, settings):
    settings.MESSAGE_CHANNELS = ["wecom"]
    settings.MESSAGE_QUIET_HOURS = ""
    return house


def reached(actor, address="zhang.san", channel="wecom"):
    set_address(person_id=actor.person_id, channel=channel, address=address, by=CARER)
    return actor


def only():
    return Outgoing.objects.get()


def later(**more):
    """Let time pass for what waits, and for every pace."""
    Outgoing.objects.update(due_at=timezone.now(), **more)
    Pace.objects.all().delete()


def test_what_is_told_goes_out_once(wecom, li):
    a_message(reached(li))
    assert (send(), send()) == (1, 0)
    row = only()
    assert (row.state, row.provider_id, row.lease, row.tries) == ("sent", "m-1", None, 1)
    assert wecom.got[0][2]["text"]["content"].startswith("Case 20261125-000001\nCase")


def test_a_passing_failure_is_tried_again_under_the_same_id(wecom, li):
    a_message(reached(li))
    wecom.wrong.append(500)
    before = letter_of(only()).id
    assert send() == 0
    row = only()
    assert (row.state, row.error, row.over_at) == ("waiting", "http_500", None)
    assert row.due_at > timezone.now() + timedelta(seconds=25)
    later()
    assert send() == 1
    assert (only().state, only().error, str(only().public_id)) == ("sent", "", before)


def test_rests_grow_until_it_is_given_up(wecom, li):
    a_message(reached(li))
    rests = []
    for _ in range(MAX_TRIES):
        wecom.wrong.append(500)
        send()
        rests.append((only().due_at - timezone.now()).total_seconds())
        later()
    assert [round(rest, -1) for rest in rests[:4]] == [30, 60, 120, 240]
    row = only()
    assert (row.state, row.error, row.tries) == ("failed", "http_500", MAX_TRIES)
    assert row.over_at is not None
    assert send() == 0


def test_what_fails_for_good_is_not_tried_again(wecom, li):
    a_message(reached(li))
    wecom.wrong.append({"errcode": 81013, "errmsg": "user & party & tag all invalid"})
    send()
    row = only()
    assert (row.state, row.error, row.tries) == ("failed", "81013", 1)
    assert row.error_words == "user & party & tag all invalid"


def test_an_answer_lost_after_it_was_taken_is_sent_again(wecom, li):
    """Nobody can say whether it arrived: it goes twice under one id rather than not at all."""
    a_message(reached(li))
    wecom.wrong.append("hang up")
    send()
    later()
    send()
    assert [told for _path, _query, told in wecom.got] == [wecom.got[0][2]] * 2
    assert only().state == "sent"


def test_a_person_without_an_address_any_more_is_a_failure_that_says_so(wecom, li):
    a_message(reached(li))
    Address.objects.all().delete()
    send()
    assert (only().state, only().error) == ("failed", "no_address")


def test_no_more_than_twenty_a_minute_leave_by_one_channel(wecom, li):
    reached(li)
    for number in range(25):
        a_message(li, number)
    assert (send(), send()) == (20, 0)
    assert Outgoing.objects.filter(state="waiting", tries=0).count() == 5
    pace = Pace.objects.get()
    pace.sent_at = [at - timedelta(seconds=66) for at in pace.sent_at]
    pace.save()
    assert send() == 5


def test_the_pace_of_a_channel_is_a_setting(wecom, li, settings):
    settings.MESSAGES_A_MINUTE_BY_CHANNEL = {"wecom": 3}
    reached(li)
    for number in range(5):
        a_message(li, number)
    assert send() == 3


def test_a_provider_that_asks_for_rest_gets_it(wecom, li):
    reached(li)
    for number in range(3):
        a_message(li, number)
    wecom.wrong.append({"errcode": 45009, "errmsg": "api freq out of limit"})
    assert send() == 0
    assert len(wecom.got) == 1  # the others were not even tried
    assert Outgoing.objects.filter(tries=0).count() == 2
    assert Pace.objects.get().shut_until > timezone.now() + timedelta(seconds=50)


def test_one_channel_that_is_down_does_not_hold_up_another(wecom, post_office, settings, li):
    settings.MESSAGE_CHANNELS = ["wecom", "email"]
    settings.WECOM_URL = "http://127.0.0.1:1"
    reached(reached(li), "li@example.org", "email")
    for number in range(3):
        a_message(li, number)
    assert send() == 3
    assert len(post_office.mails) == 3
    assert Outgoing.objects.filter(channel="wecom", state="waiting").count() == 3


def test_urgent_goes_first(wecom, li, settings):
    settings.MESSAGES_A_MINUTE_BY_CHANNEL = {"wecom": 1}
    reached(li)
    a_message(li, 1)
    a_message(li, 2, urgent=True)
    send()
    assert "000002" in wecom.got[0][2]["text"]["content"]


def test_what_a_dead_process_took_is_sent_by_another(wecom, li):
    a_message(reached(li))
    taken = _take("wecom", None, None)
    assert (taken.state, send()) == ("taken", 0)
    later()
    assert send() == 1
    assert (only().state, only().tries) == ("sent", 2)


def test_what_kills_its_process_every_time_is_given_up(wecom, li):
    a_message(reached(li))
    _take("wecom", None, None)
    later(tries=MAX_TRIES)
    assert send() == 0
    assert (only().state, only().error) == ("failed", "lost")


def test_four_workers_at_once_send_each_once_and_keep_to_the_pace(transactional_db, wecom):
    person = reached(actor_for(a_person()))
    for number in range(30):
        a_message(person, number)

    def work(_number):
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(work, range(4)))
    assert sum(sent) == len(wecom.got) == 20
    assert len({told["text"]["content"] for _path, _query, told in wecom.got}) == 20


def test_no_row_is_locked_while_the_provider_is_asked(transactional_db, wecom):
    person = reached(actor_for(a_person()))
    a_message(person)
    wecom.delay = 1

    def work():
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(work)
        while not wecom.got:
            pass
        with transaction.atomic():
            assert Outgoing.objects.select_for_update(nowait=True).get().state == "taken"
            assert Pace.objects.select_for_update(nowait=True).count() == 1
        assert sending.result() == 1


def test_failures_are_listed_for_their_carer_and_sent_again(wecom, li, wang):
    reached(li)
    for number in range(3):
        wecom.wrong.append({"errcode": 93000})
        wecom.wrong.append({"errcode": 81013})
        a_message(li, number)
    send()
    failed = outgoing_for(CARER).failed()
    assert not outgoing_for(wang).exists()
    ids = list(failed.values_list("pk", flat=True))
    with pytest.raises(NotAllowed):
        send_again(ids=ids, by=wang)
    assert send_again(ids=ids, by=CARER) == len(ids)
    with pytest.raises(NotFailed):
        send_again(ids=ids, by=CARER)
    wecom.wrong.clear()
    later()
    send()
    assert not Outgoing.objects.exclude(state="sent").exists()


def test_a_group_hears_through_its_units_robot(wecom, settings):
    settings.MESSAGE_CHANNELS = ["dingtalk_robot", "wecom_robot"]
    unit, other = a_unit(), a_unit()
    wecom.signing_secret = "SEC"
    robots = [
        add_robot(
            channel="dingtalk_robot",
            name="城管群",
            unit_id=unit.pk,
            key="k1",
            secret="SEC",
            by=CARER,
        ),
        add_robot(channel="wecom_robot", name="总群", unit_id=None, key="k2", by=CARER),
        add_robot(channel="wecom_robot", name="别的群", unit_id=other.pk, key="k3", by=CARER),
    ]
    for _ in range(2):
        tell(to=[], units=[unit.pk], what=TOLD, facts=FACTS, about="", by=ANYONE, key="fact:1")
    assert send() == 2
    assert {query.get("key") or query["access_token"] for _p, query, _t in wecom.got} == {
        "k1",
        "k2",
    }
    stop_robot(robot_id=robots[1].pk, by=CARER)
    tell(to=[], units=[unit.pk], what=TOLD, facts=FACTS, about="", by=ANYONE)
    assert Outgoing.objects.filter(state="waiting").count() == 1


def test_each_robot_has_a_pace_of_its_own(wecom, settings):
    settings.MESSAGE_CHANNELS = ["wecom_robot"]
    unit = a_unit()
    for key in ("k1", "k2"):
        add_robot(channel="wecom_robot", name=key, unit_id=unit.pk, key=key, by=CARER)
    for _ in range(25):
        tell(to=[], units=[unit.pk], what=TOLD, facts=FACTS, about="", by=ANYONE)
    assert send() == 40


def test_wechat_goes_by_the_template_of_the_message_or_of_all(wecom, settings, li):
    settings.MESSAGE_CHANNELS = ["wechat"]
    reached(li, "openid-1", "wechat")
    a_message(li)
    send()
    assert (only().state, only().error) == ("failed", "no_template")
    set_template(what="*", channel="wechat", code="T0", fields={"thing1": "%(title)s"}, by=CARER)
    send_again(ids=[only().pk], by=CARER)
    send()
    set_template(what=TOLD, channel="wechat", code="T1", fields={"thing1": "%(number)s"}, by=CARER)
    a_message(li, 2)
    send()
    assert [
        (told["template_id"], told["data"]["thing1"]["value"]) for _p, _q, told in wecom.got
    ] == [
        ("T0", "Case 20261125-000001"),
        ("T1", "20261125-000002"),
    ]


def test_a_bare_number_gets_a_text_message(settings, capsys, db):
    settings.MESSAGE_CHANNELS, settings.MESSAGE_QUIET_HOURS = ["sms"], ""
    tell(to=[], phones=["13800001234"], what=TOLD, facts=FACTS, about="", by=ANYONE)
    send()
    assert capsys.readouterr().out.startswith("SMS to 13800001234: Case 20261125-000001\n")
    assert only().state == "sent"


@pytest.mark.parametrize("end", [close_person, erase_person])
def test_who_is_shut_out_or_erased_is_forgotten(wecom, li, end):
    a_message(reached(li))
    end(person_id=li.person_id, by=REGISTRAR)
    deliver_due()
    assert only().state == "dropped"
    assert not Address.objects.exists()
    assert send() == 0


def test_what_is_long_over_is_forgotten_and_what_still_waits_is_not(wecom, li, settings):
    reached(li)
    for number in range(3):
        a_message(li, number)
    old = timezone.now() - timedelta(days=settings.MESSAGE_DAYS + 1)
    first, second, _third = Outgoing.objects.order_by("pk")
    Outgoing.objects.filter(pk=first.pk).update(state=Sending.SENT, over_at=old)
    Outgoing.objects.filter(pk=second.pk).update(told_at=old, created_at=old)
    Message.objects.filter(facts__number="20261125-000000").update(at=old)
    assert prune() == 2
    assert prune() == 0
    assert (Outgoing.objects.count(), Message.objects.count()) == (2, 2)
