"""Notifications on devices: a push service that checks signatures, browsers with real keys."""

from datetime import time, timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from lingdang.kernel.actor import ANYONE
from lingdang.messaging.channels.push import is_key
from lingdang.messaging.checks import channels_are_whole
from lingdang.messaging.models import Device, Outgoing, Pace
from lingdang.messaging.public import choose, devices_for, reached_by
from lingdang.messaging.services.sending import send_due
from lingdang.messaging.testing import a_message
from lingdang.messaging.tests.browsers import subscribe

pytestmark = pytest.mark.django_db
send = partial(send_due, 60)


def states():
    return list(Outgoing.objects.order_by("pk").values_list("state", flat=True))


def again():
    Outgoing.objects.update(due_at=timezone.now())
    Pace.objects.all().delete()


def test_each_device_is_told_once_and_only_it_can_read_it(push_service, li, wang):
    phone, desk, other = (push_service.browser() for _ in range(3))
    subscribe(li, phone)
    subscribe(li, desk)
    subscribe(wang, other)
    a_message(li)
    assert (send(), send()) == (2, 0)
    (told,) = phone.told
    assert desk.told[0]["title"] == told["title"] == "Case 20261125-000001"
    assert told["text"] == "Case 20261125-000001 waits for you in 建业社区."
    assert other.told == []
    _path, headers, body = push_service.got[0]
    assert (headers["Content-Encoding"], headers["Urgency"]) == ("aes128gcm", "normal")
    assert (headers["TTL"], headers["Topic"]) == ("86400", told["id"].replace("-", ""))
    assert "建业社区".encode() not in body
    assert states() == ["sent", "sent"]
    assert Outgoing.objects.first().provider_id == "m-1"
    assert Device.objects.filter(last_at__isnull=False).count() == 2


def test_what_is_urgent_comes_at_once_and_is_marked(push_service, settings, li):
    now = timezone.localtime()
    begins, ends = now - timedelta(hours=1), now + timedelta(hours=1)
    settings.MESSAGE_QUIET_HOURS = f"{begins:%H:%M}-{ends:%H:%M}"
    phone = push_service.browser()
    subscribe(li, phone)
    a_message(li, 1)
    a_message(li, 2, urgent=True)
    assert send() == 1
    assert [told["urgent"] for told in phone.told] == [True]
    headers = push_service.got[0][1]
    assert (headers["Urgency"], headers["TTL"]) == ("high", "3600")


def test_numbers_of_persons_do_not_stand_on_a_locked_screen(push_service, li):
    from lingdang.messaging.public import tell  # noqa: PLC0415
    from lingdang.messaging.testing import TOLD  # noqa: PLC0415

    phone = push_service.browser()
    subscribe(li, phone)
    facts = {"number": "1", "place": "13812345678、110101199003071234"}
    tell(to=[li.person_id], what=TOLD, facts=facts, about="", by=ANYONE)
    send()
    assert phone.told[0]["text"] == "Case 1 waits for you in 138****5678、110****1234."


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_its_service_no_longer_knows_ends(push_service, li, status):
    phone, desk = push_service.browser(), push_service.browser()
    gone = subscribe(li, phone)
    subscribe(li, desk)
    a_message(li, 1)
    a_message(li, 2)
    push_service.wrong.append((status, {}))
    assert send() == 2
    gone.refresh_from_db()
    assert (gone.ended_as, gone.cipher, gone.agent) == ("gone", "", "")
    assert len(desk.told) == 2
    assert phone.told == []
    assert sorted(states()) == ["dropped", "dropped", "sent", "sent"]
    assert list(devices_for(li).values_list("pk", flat=True)) != [gone.pk]


def test_a_service_that_asks_for_rest_gets_it_and_others_go_on(push_service, settings, li):
    phone = push_service.browser()
    device = subscribe(li, phone)
    a_message(li, 1)
    a_message(li, 2)
    push_service.wrong.append((429, {"Retry-After": "120"}))
    assert send() == 0
    assert push_service.got == []
    shut = Pace.objects.get(bucket=f"push:{device.house}").shut_until
    assert timedelta(seconds=115) < shut - timezone.now() <= timedelta(seconds=120)
    assert Outgoing.objects.get(tries=1).error == "http_429"
    again()
    assert send() == 2


def test_no_service_puts_us_off_for_ever(push_service, li):
    subscribe(li, push_service.browser())
    a_message(li)
    push_service.wrong.append((429, {"Retry-After": "9" * 40}))
    send()
    assert Pace.objects.get().shut_until <= timezone.now() + timedelta(days=1)


def test_a_breakdown_passes(push_service, li):
    phone = push_service.browser()
    subscribe(li, phone)
    a_message(li)
    push_service.wrong.append((500, {}))
    assert send() == 0
    again()
    assert send() == 1
    assert len(phone.told) == 1


def test_a_key_that_was_changed_fails_for_good_and_says_so(push_service, settings, li):
    subscribe(li, push_service.browser())
    a_message(li)
    push_service.application_key = "another"
    send()
    assert states() == ["failed"]
    assert Outgoing.objects.get().error == "http_403"


def test_who_turned_notifications_off_gets_none(push_service, li):
    subscribe(li, push_service.browser())
    assert (li.person_id, "push") in reached_by([li.person_id])
    rest = {"rhythm": "at_once", "digest_at": time(8), "digest_weekday": 0}
    choose(by=li, silent=["push"], quiet_from=None, quiet_to=None, **rest)
    a_message(li)
    assert states() == []


def test_what_is_gathered_comes_as_one_on_each_device(push_service, li):
    phone, desk = push_service.browser(), push_service.browser()
    subscribe(li, phone)
    subscribe(li, desk)
    rest = {"digest_at": time(8), "digest_weekday": 0}
    choose(by=li, silent=[], quiet_from=None, quiet_to=None, rhythm="hourly", **rest)
    a_message(li, 1)
    a_message(li, 2)
    again()
    assert send() == 2
    assert len(phone.told) == len(desk.told) == 1


def test_a_service_that_is_known_no_longer_gets_nothing(push_service, settings, li):
    subscribe(li, push_service.browser())
    a_message(li)
    settings.PUSH_SERVICES = []
    send()
    assert (push_service.got, Outgoing.objects.get().error) == ([], "service_unknown")


def test_the_command_makes_a_key_and_a_wrong_one_is_told_at_the_start(settings, capsys):
    call_command("messaging", "push-key")
    made = capsys.readouterr().out.strip()
    assert is_key(made)
    settings.MESSAGE_CHANNELS = ["push"]
    for key, errors in [(made, 0), ("", 1), ("not a key", 1)]:
        settings.PUSH_KEY = key
        assert len(channels_are_whole()) == errors
