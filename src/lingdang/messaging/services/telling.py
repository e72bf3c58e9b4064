"""Tell people: one message each in the product, and one by each way that is on for them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.messaging.enums import PERSONAL, Channel
from lingdang.messaging.models import Message, Outgoing, Robot
from lingdang.messaging.queries.persons import addresses_of, devices_of, habits_of, usual_habits
from lingdang.messaging.timing import Habits, first_moment
from lingdang.messaging.wording import wording_of
from lingdang.people.public import Person, blind_index, can_receive_codes, encrypt, normal_phone


@transaction.atomic
def tell(
    *,
    to: Iterable[int],
    what: str,
    facts: Mapping[str, object],
    about: str,
    by: Actor,
    urgent: bool = False,
    key: str | None = None,
    phones: Iterable[str] = (),
    units: Iterable[int] = (),
) -> list[Message]:
    """Write what persons, bare telephone numbers and the groups of units are to be told.

    Part of the caller's transaction; the worker sends what leaves the product. Told again under
    the same ``key``, nobody hears it twice. ``facts`` are strings and numbers, true now.
    """
    wording = wording_of(what)
    wording.require(facts)
    told = {"what": what, "facts": dict(facts), "about": about, "urgent": urgent}
    key, now = key or uuid4().hex, timezone.now()
    messages = _kept(to, key, {**told, "by_id": by.person_id, "at": now})
    common = {**told, "told_at": now}
    drafts = [
        *_to_persons(messages, common, now, wording.never_by),
        *_to_phones(phones, common, key, now),
        *_to_robots(units, common, key, now),
    ]
    Outgoing.objects.bulk_create(drafts, ignore_conflicts=True)
    return messages


def _kept(to: Iterable[int], key: str, told: dict[str, Any]) -> list[Message]:
    wanted = Person.objects.filter(pk__in=set(to), is_active=True).values_list("pk", flat=True)
    drafts = [Message(person_id=pk, key=key, **told) for pk in wanted]
    Message.objects.bulk_create(drafts, ignore_conflicts=True)
    mine = Message.objects.filter(what=told["what"], key=key)
    return list(mine.filter(person__in=[draft.person_id for draft in drafts]).order_by("pk"))


def _to_persons(
    messages: list[Message], common: dict[str, Any], now: datetime, never_by: frozenset[str]
) -> Iterator[Outgoing]:
    on = [channel for channel in PERSONAL if channel in settings.MESSAGE_CHANNELS]
    if not on or not messages:
        return
    persons = [message.person_id for message in messages]
    habits, addresses = habits_of(persons), addresses_of(persons)
    devices = devices_of(persons) if Channel.PUSH in on else {}
    for message in messages:
        how = habits[message.person_id]
        for channel in on:
            if channel in how.silent or channel in never_by:
                continue
            once = f"message:{message.pk}:{channel}"
            to = {"channel": channel, "person_id": message.person_id}
            if (message.person_id, channel) in addresses:
                yield _outgoing(common, how, now, once, **to)
            for device in devices.get(message.person_id, ()) if channel == Channel.PUSH else ():
                yield _outgoing(common, how, now, f"{once}:{device}", **to, device_id=device)


def _to_phones(
    phones: Iterable[str], common: dict[str, Any], key: str, now: datetime
) -> Iterator[Outgoing]:
    """A number that takes no text messages gets none."""
    if Channel.SMS not in settings.MESSAGE_CHANNELS:
        return
    for phone in {normal_phone(phone) for phone in phones}:
        if can_receive_codes(phone):
            once = f"{common['what']}:{key}:phone:{blind_index(f'phone:{phone}')}"
            addressee = {"channel": Channel.SMS, "phone_cipher": encrypt(phone)}
            yield _outgoing(common, usual_habits(), now, once, **addressee)


def _to_robots(
    units: Iterable[int], common: dict[str, Any], key: str, now: datetime
) -> Iterator[Outgoing]:
    wanted = set(units)
    if not wanted:
        return
    # a group of the whole district hears what each unit's group is told
    for robot in Robot.objects.filter(Q(unit__in=wanted) | Q(unit=None), active=True):
        if robot.channel in settings.MESSAGE_CHANNELS:
            once = f"{common['what']}:{key}:robot:{robot.pk}"
            yield _outgoing(
                common, usual_habits(), now, once, channel=robot.channel, robot_id=robot.pk
            )


def _outgoing(
    common: dict[str, Any], how: Habits, now: datetime, once: str, **addressee: Any
) -> Outgoing:
    state, due_at = first_moment(how, now, urgent=common["urgent"])
    return Outgoing(**common, **addressee, once=once, state=state, due_at=due_at)
