"""A device begins to get notifications, and ends."""

import json
from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone

from lingdang.journal.public import record, record_all
from lingdang.kernel.actor import Actor
from lingdang.messaging.enums import STILL_TO_GO, Ending, Sending
from lingdang.messaging.errors import NotADevice
from lingdang.messaging.facts import DeviceAdded, DeviceEnded
from lingdang.messaging.models import Device, Outgoing
from lingdang.messaging.policies import require_somebody
from lingdang.messaging.queries.devices import devices_for
from lingdang.messaging.subscriptions import Subscription, is_known_service
from lingdang.people.public import Person, blind_index, encrypt

MOST_DEVICES = 10  # of one person; at more the one longest out of use ends
_AGENT, _HOUSE = 300, 100


@transaction.atomic
def add_device(*, endpoint: str, p256dh: str, auth: str, agent: str, by: Actor) -> Device:
    """Send notifications to this browser from now on; told again, nothing changes.

    Whoever subscribes has it in hand: it no longer gets what is told to somebody before.
    """
    person_id = require_somebody(by)
    sealed, house = _checked(endpoint, p256dh, auth)
    index = blind_index(f"endpoint:{endpoint}")
    with connection.cursor() as cursor:  # two who press at once have no row to wait for yet
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [index])
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    known = Device.objects.live().filter(endpoint_index=index).first()
    if known and known.person_id == person_id:
        known.cipher, known.agent = sealed, agent[:_AGENT]
        known.save(update_fields=["cipher", "agent"])
        return known
    if known:
        end_devices([known.pk], why=Ending.MOVED, by=by)
    _make_room(by)
    device = Device.objects.create(
        person_id=person_id,
        endpoint_index=index,
        cipher=sealed,
        house=house[:_HOUSE],
        agent=agent[:_AGENT],
    )
    record(DeviceAdded(person_id=person_id, device_id=device.pk), by=by)
    return device


def _checked(endpoint: str, p256dh: str, auth: str) -> tuple[str, str]:
    text = json.dumps({"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}})
    try:
        read = Subscription.read(text)
    except ValueError:
        raise NotADevice from None
    if not is_known_service(endpoint):
        raise NotADevice
    return encrypt(text), read.house


def _make_room(by: Actor) -> None:
    mine = devices_for(by).order_by("-last_at", "-since", "-pk")  # never used: nulls come first
    ids = list(mine.values_list("pk", flat=True))
    end_devices(ids[MOST_DEVICES - 1 :], why=Ending.REPLACED, by=by)


@transaction.atomic
def end_device(*, device_id: int, by: Actor, why: Ending = Ending.TURNED_OFF) -> None:
    """End one of one's own; what has ended, or is another's, is left as it is."""
    mine = devices_for(by).filter(pk=device_id).values_list("pk", flat=True)
    end_devices(list(mine), why=why, by=by)


@transaction.atomic
def end_devices(ids: Iterable[int], *, why: Ending, by: Actor) -> None:
    """Nothing more goes there, nor what waits to."""
    rows = list(Device.objects.live().select_for_update().filter(pk__in=list(ids)).order_by("pk"))
    ended, now = [row.pk for row in rows], timezone.now()
    Device.objects.filter(pk__in=ended).update(ended_at=now, ended_as=why, cipher="", agent="")
    Outgoing.objects.filter(device__in=ended, state__in=sorted(STILL_TO_GO)).update(
        state=Sending.DROPPED, over_at=now
    )
    events = [DeviceEnded(person_id=row.person_id, device_id=row.pk, why=why) for row in rows]
    record_all(events, by=by)
