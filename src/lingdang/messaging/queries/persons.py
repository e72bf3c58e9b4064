"""How persons are told, and where they answer."""

from collections.abc import Iterable
from datetime import time

from django.conf import settings

from lingdang.messaging.enums import Channel, Rhythm
from lingdang.messaging.models import Address, Device, Preference
from lingdang.messaging.timing import Habits
from lingdang.people.public import Person, can_receive_codes, decrypt


def usual_quiet() -> tuple[time, time] | None:
    """Nobody's sleep is broken by default; the district says when that is."""
    begins, _dash, ends = settings.MESSAGE_QUIET_HOURS.partition("-")
    return (time.fromisoformat(begins), time.fromisoformat(ends)) if ends else None


def usual_preference(person_id: int) -> Preference:
    """What holds for who has chosen nothing, as a row that is not saved."""
    quiet_from, quiet_to = usual_quiet() or (None, None)
    return Preference(
        person_id=person_id,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        digest_at=time.fromisoformat(settings.MESSAGE_DIGEST_AT),
    )


def preference_of(person_id: int) -> Preference:
    return Preference.objects.filter(person=person_id).first() or usual_preference(person_id)


def habits_of(person_ids: Iterable[int]) -> dict[int, Habits]:
    """How each of these is told, in one statement."""
    wanted = set(person_ids)
    chosen = {row.person_id: row for row in Preference.objects.filter(person__in=wanted)}
    return {pk: habits(chosen.get(pk) or usual_preference(pk)) for pk in wanted}


def habits(row: Preference) -> Habits:
    quiet = None
    if row.quiet_from is not None and row.quiet_to is not None:
        quiet = row.quiet_from, row.quiet_to
    return Habits(
        silent=frozenset(row.silent),
        quiet=quiet,
        rhythm=Rhythm(row.rhythm),
        digest_at=row.digest_at,
        digest_weekday=row.digest_weekday,
        language=row.language or settings.LANGUAGE_CODE,
    )


def usual_habits() -> Habits:
    return habits(usual_preference(0))


def addresses_of(person_ids: Iterable[int]) -> dict[tuple[int, str], str]:
    """Where each of these answers by each way, opened; two statements."""
    wanted = set(person_ids)
    found = {
        (row.person_id, row.channel): decrypt(row.cipher)
        for row in Address.objects.filter(person__in=wanted)
    }
    for person in Person.objects.filter(pk__in=wanted).exclude(phone_cipher=""):
        if can_receive_codes(phone := person.phone):
            found[person.pk, Channel.SMS] = phone
    return found


def devices_of(person_ids: Iterable[int]) -> dict[int, list[int]]:
    """The devices of each of these that get notifications, in one statement."""
    found: dict[int, list[int]] = {}
    live = Device.objects.live().filter(person__in=set(person_ids)).order_by("pk")
    for person_id, pk in live.values_list("person", "pk"):
        found.setdefault(person_id, []).append(pk)
    return found


def reached_by(person_ids: Iterable[int]) -> set[tuple[int, str]]:
    """Which ways lead to which person."""
    wanted = set(person_ids)
    return {*addresses_of(wanted), *((pk, Channel.PUSH) for pk in devices_of(wanted))}
