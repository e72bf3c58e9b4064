"""Devices that subscribe to notifications: whose they are, how they end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed
from lingdang.messaging.enums import Ending
from lingdang.messaging.errors import NotADevice
from lingdang.messaging.models import Device, Outgoing
from lingdang.messaging.public import add_device, device_name, devices_for, end_device
from lingdang.messaging.services.again import prune
from lingdang.messaging.services.devices import MOST_DEVICES
from lingdang.messaging.services.sending import send_due
from lingdang.messaging.subscriptions import is_known_service
from lingdang.messaging.testing import a_message
from lingdang.messaging.tests.browsers import ANDROID, subscribe
from lingdang.people.public import close_person
from lingdang.people.testing import REGISTRAR

pytestmark = pytest.mark.django_db
send = partial(send_due, 60)


def states():
    return list(Outgoing.objects.order_by("pk").values_list("state", flat=True))


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
