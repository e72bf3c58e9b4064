"""How a person wants to be told, and where they answer."""

from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text
from lingdang.messaging.enums import (
    BY_ADDRESS,
    PERSONAL,
    STILL_TO_GO,
    Channel,
    Ending,
    Rhythm,
    Sending,
)
from lingdang.messaging.errors import NotAnAddress, PersonUnknown
from lingdang.messaging.facts import AddressSet, PreferenceChosen
from lingdang.messaging.models import Address, Device, Outgoing, Preference
from lingdang.messaging.policies import require_manage, require_somebody
from lingdang.messaging.queries.persons import habits
from lingdang.messaging.services.devices import end_devices
from lingdang.messaging.timing import first_moment
from lingdang.messaging.wording import DIGEST
from lingdang.people.public import Person, encrypt

LONGEST_ADDRESS = 200
_DAYS = 7
_FOLLOWING = Actor.process("messaging")


@transaction.atomic
def choose(
    *,
    by: Actor,
    silent: list[str],
    quiet_from: time | None,
    quiet_to: time | None,
    rhythm: str,
    digest_at: time,
    digest_weekday: int,
    language: str = "",
) -> Preference:
    """Choose for oneself; what already waits to go out follows the new choice."""
    person_id = require_somebody(by)
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    chosen = {
        "silent": silent,
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
        "rhythm": rhythm,
        "digest_at": digest_at,
        "digest_weekday": digest_weekday,
        "language": language,
    }
    _require_whole(chosen)
    row, _new = Preference.objects.update_or_create(person_id=person_id, defaults=chosen)
    _follow(row)
    record(PreferenceChosen(person_id=person_id), by=by)
    return row


def _require_whole(chosen: dict[str, Any]) -> None:
    problems = {}
    if (chosen["quiet_from"] is None) != (chosen["quiet_to"] is None):
        problems["quiet_to"] = _("Give both ends of the quiet hours, or neither.")
    elif chosen["quiet_from"] is not None and chosen["quiet_from"] == chosen["quiet_to"]:
        problems["quiet_to"] = _("Quiet hours begin and end at different times.")
    if set(chosen["silent"]) - set(PERSONAL):
        problems["silent"] = _("There is no such channel.")
    if chosen["rhythm"] not in Rhythm.values:
        problems["rhythm"] = _("Choose how often.")
    if chosen["digest_weekday"] not in range(_DAYS):
        problems["digest_weekday"] = _("Choose a day of the week.")
    if chosen["language"] not in {"", *(code for code, _name in settings.LANGUAGES)}:
        problems["language"] = _("There is no such language.")
    if problems:
        raise Incomplete(problems)


def _follow(row: Preference) -> None:
    """Time anew what waits, and give up what goes by a channel that was turned off."""
    now, how = timezone.now(), habits(row)
    waiting = Outgoing.objects.filter(person=row.person_id, state__in=sorted(STILL_TO_GO))
    waiting.filter(channel__in=sorted(how.silent)).update(state=Sending.DROPPED, over_at=now)
    apart = waiting.filter(urgent=False, tries=0).exclude(what=DIGEST)
    rows = list(apart.select_for_update(of=("self",)))
    for outgoing in rows:
        outgoing.state, outgoing.due_at = first_moment(how, now, urgent=False)
    Outgoing.objects.bulk_update(rows, ["state", "due_at"], batch_size=500)


@transaction.atomic
def set_address(*, person_id: int, channel: str, address: str, by: Actor) -> None:
    """Note where a channel reaches a person; an empty address takes the old one away."""
    require_manage(by)
    if channel not in BY_ADDRESS:
        raise NotAnAddress
    wanted = checked_address(channel, address)
    if not Person.objects.select_for_update(no_key=True).filter(pk=person_id).exists():
        raise PersonUnknown
    if wanted:
        Address.objects.update_or_create(
            person_id=person_id, channel=channel, defaults={"cipher": encrypt(wanted)}
        )
    else:
        Address.objects.filter(person=person_id, channel=channel).delete()
    event = AddressSet(person_id=person_id, channel=str(channel), removed=not wanted)
    record(event, by=by)


def checked_address(channel: str, address: str) -> str:
    text = optional_text("address", address, LONGEST_ADDRESS)
    if channel == Channel.EMAIL and text:
        try:
            validate_email(text)
        except ValidationError:
            raise NotAnAddress from None
    if any(sign.isspace() or sign in "|," for sign in text):  # would name several
        raise NotAnAddress
    return text


@transaction.atomic
def forget_person(person_id: int) -> None:
    """Whoever was shut out or erased is told nothing more, and where they answered is forgotten."""
    Outgoing.objects.filter(person=person_id, state__in=sorted(STILL_TO_GO)).update(
        state=Sending.DROPPED, over_at=timezone.now()
    )
    Address.objects.filter(person=person_id).delete()
    theirs = Device.objects.live().of(person_id).values_list("pk", flat=True)
    end_devices(list(theirs), why=Ending.CLOSED, by=_FOLLOWING)
    Preference.objects.filter(person=person_id).delete()
