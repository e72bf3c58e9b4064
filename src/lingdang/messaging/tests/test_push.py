"""Notifications on devices: a push service that checks signatures, browsers with real keys."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed
from lingdang.messaging.channels.push import is_key
from lingdang.messaging.checks import channels_are_whole
from lingdang.messaging.enums import Ending
from lingdang.messaging.errors import NotADevice
from lingdang.messaging.models import Device, Outgoing, Pace
from lingdang.messaging.public import (
    add_device,
    choose,
    device_name,
    devices_for,
    end_device,
    reached_by,
)
from lingdang.messaging.services.again import prune
from lingdang.messaging.services.devices import MOST_DEVICES
from lingdang.messaging.services.sending import send_due
from lingdang.messaging.subscriptions import is_known_service
from lingdang.messaging.testing import a_message
from lingdang.people.public import close_person
from lingdang.people.testing import REGISTRAR

pytestmark = pytest.mark.django_db
send = partial(send_due, 60)
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def subscribe(actor, browser, agent=ANDROID):
    return add_device(**browser.subscription, agent=agent, by=actor)


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


def test_subscribing_again_changes_nothing(push_service, li):
    phone = push_service.browser()
    assert subscribe(li, phone) == subscribe(li, phone)
    assert Fact.objects.filter(name="messaging.device_added.v1").count() == 1


def test_who_has_it_in_hand_now_gets_it_and_who_had_it_before_does_not(push_service, li, wang):
    phone = push_service.browser()
    before = subscribe(li, phone)
    a_message(li)
    subscribe(wang, phone)
    before.refresh_from_db()
    assert (before.ended_as, states()) == ("moved", ["dropped"])
    assert (devices_for(li).count(), devices_for(wang).count()) == (0, 1)
    a_message(li)
    a_message(wang)
    assert send() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_subscribe_with_one_browser_at_once_leave_one(push_service, li, wang):
    phone = push_service.browser()

    def press(actor):
        try:
            return subscribe(actor, phone).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, [li, wang, li, wang]))
    assert Device.objects.live().count() == 1


def test_at_too_many_the_one_longest_out_of_use_ends(push_service, li):
    devices = [subscribe(li, push_service.browser()) for _ in range(MOST_DEVICES)]
    now = timezone.now()
    for days, device in enumerate(devices):
        Device.objects.filter(pk=device.pk).update(last_at=now - timedelta(days=days))
    newest = subscribe(li, push_service.browser())
    assert devices_for(li).count() == MOST_DEVICES
    assert Device.objects.get(ended_as=Ending.REPLACED) == devices[-1]
    assert newest in devices_for(li)


def test_one_ends_ones_own_and_nobody_elses(push_service, li, wang):
    device = subscribe(li, push_service.browser())
    a_message(li)
    end_device(device_id=device.pk, by=wang)
    assert devices_for(li).count() == 1
    end_device(device_id=device.pk, by=li)
    end_device(device_id=device.pk, by=li)
    assert (devices_for(li).count(), states()) == (0, ["dropped"])
    with pytest.raises(NotAllowed):
        subscribe(ANYONE, push_service.browser())


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


def test_a_closed_account_ends_its_devices(push_service, li):
    device = subscribe(li, push_service.browser())
    close_person(person_id=li.person_id, by=REGISTRAR)
    deliver_due()
    device.refresh_from_db()
    assert (device.ended_as, device.cipher) == ("closed", "")


SERVICES = ["fcm.googleapis.com", ".push.apple.com", "http://10.0.0.7:8080"]


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/a", True),
        ("https://web.push.apple.com/Q", True),
        ("http://10.0.0.7:8080/send/1", True),
        ("http://fcm.googleapis.com/fcm/send/a", False),
        ("https://fcm.googleapis.com:8443/a", False),
        ("https://fcm.googleapis.com@10.0.0.1/a", False),
        ("https://evil-fcm.googleapis.com/a", False),
        ("https://push.apple.com.evil.example/", False),
        ("https://127.0.0.1/", False),
        ("https://169.254.169.254/latest/meta-data/", False),
        ("https://[::1]/", False),
        ("https://10.0.0.7:8080/", False),
        ("https://fcm.googleapis.com:bad/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_nothing_is_sent_but_to_known_services(settings, endpoint, known):
    settings.PUSH_SERVICES = SERVICES
    assert is_known_service(endpoint) == known


def test_what_is_no_subscription_is_refused(push_service, li):
    whole = push_service.browser().subscription
    point = whole["p256dh"]
    for broken in [
        {"endpoint": "https://evil.example/"},
        {"endpoint": whole["endpoint"] + "x" * 3000},
        {"p256dh": "AAAA"},
        {"p256dh": point[:-4] + "AAAA"},
        {"p256dh": "不是钥匙"},
        {"auth": ""},
        {"auth": "a" * 5000},
    ]:
        with pytest.raises(NotADevice):
            add_device(**{**whole, **broken}, agent="", by=li)
    assert not Device.objects.exists()


def test_a_service_that_is_known_no_longer_gets_nothing(push_service, settings, li):
    subscribe(li, push_service.browser())
    a_message(li)
    settings.PUSH_SERVICES = []
    send()
    assert (push_service.got, Outgoing.objects.get().error) == ([], "service_unknown")


def test_its_constraints_hold(push_service, li, wang):
    device = subscribe(li, push_service.browser())
    copy = {"endpoint_index": device.endpoint_index, "cipher": "x", "house": "h"}
    for wrong in [copy, {**copy, "endpoint_index": "1", "cipher": ""}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Device.objects.create(person_id=wang.person_id, **wrong)
    told = {"what": "x", "told_at": timezone.now(), "due_at": timezone.now()}
    for number, wrong in enumerate([{"channel": "push"}, {"channel": "sms", "device": device}]):
        with pytest.raises(IntegrityError), transaction.atomic():
            Outgoing.objects.create(person_id=li.person_id, once=str(number), **told, **wrong)


def test_a_device_is_called_by_its_browser_and_system():
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
    edge = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130 Safari/537.36 Edg/130"
    names = [device_name(Device(agent=agent, house="h")) for agent in (ANDROID, iphone, edge, "")]
    assert names == ["Chrome · Android", "Safari · iPhone", "Edge · Windows", "h"]


def test_long_ended_devices_are_forgotten(push_service, settings, li):
    device = subscribe(li, push_service.browser())
    end_device(device_id=device.pk, by=li)
    prune()
    assert Device.objects.exists()
    Device.objects.update(ended_at=timezone.now() - timedelta(days=settings.MESSAGE_DAYS + 1))
    prune()
    assert not Device.objects.exists()


def test_the_command_makes_a_key_and_a_wrong_one_is_told_at_the_start(settings, capsys):
    call_command("messaging", "push-key")
    made = capsys.readouterr().out.strip()
    assert is_key(made)
    settings.MESSAGE_CHANNELS = ["push"]
    for key, errors in [(made, 0), ("", 1), ("not a key", 1)]:
        settings.PUSH_KEY = key
        assert len(channels_are_whole()) == errors
