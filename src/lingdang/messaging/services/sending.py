"""Send what is due: take one, let go of every lock, hand it over, write down what came of it.

A message is taken by a lease, so a process that dies loses nothing: when the lease ends another
takes it, under the same id. Nothing is dropped in silence: what fails for good stays in a list.
"""

import time
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.kernel.sending import NotSent
from lingdang.messaging.channels import CLIENTS
from lingdang.messaging.enums import Ending, Sending
from lingdang.messaging.models import Device, Outgoing, OutgoingQuerySet
from lingdang.messaging.models.outgoing import bucket_of
from lingdang.messaging.queries.outgoing import letter_of
from lingdang.messaging.queries.persons import habits_of, usual_habits
from lingdang.messaging.services.devices import end_devices
from lingdang.messaging.services.digests import gather_due
from lingdang.messaging.services.pacing import count_one, locked_pace, open_from, shut
from lingdang.messaging.timing import after_quiet

MAX_TRIES = 10
_WORKER = Actor.process("lingdang work")
_LEASE = timedelta(minutes=5)  # longer than any channel may take to answer
_FIRST_REST, _LONGEST_REST = 30, 3600  # seconds between two tries
_LOOKED_AT = 20  # of which some may have to wait
_GONE = frozenset({"http_404", "http_410"})  # a push service no longer knows the device
_AT_A_TIME = 5.0  # seconds that one round may take: the worker has other work


def send_due(seconds: float = _AT_A_TIME) -> int:
    """Send by every channel, robot and push service that has something due; says how many went."""
    gather_due()
    until, sent = time.monotonic() + seconds, 0
    for way in _due_ways():
        while time.monotonic() < until and (row := _take(*way)):
            sent += _carry(row)
    return sent


def _due_ways() -> list[tuple[str, int | None, str | None]]:
    way = ("channel", "robot", "device__house")
    due = Outgoing.objects.due(timezone.now())
    return list(due.order_by(*way).values_list(*way).distinct())


@transaction.atomic
def _take(channel: str, robot_id: int | None, house: str | None) -> Outgoing | None:
    """Take the next one under a lease, counted against the pace; none when it has to wait."""
    pace, now = locked_pace(bucket_of(channel, robot_id, house))
    if open_from(pace, channel, now):
        return None
    due = Outgoing.objects.due(now).filter(channel=channel, robot=robot_id, device__house=house)
    ranked = due.select_for_update(skip_locked=True, of=("self",)).select_related("robot", "device")
    for row in ranked.order_by("-urgent", "due_at", "id")[:_LOOKED_AT]:
        if not _is_put_off(row, now):
            count_one(pace, channel, now)
            row.state, row.lease, row.due_at = Sending.TAKEN, uuid4(), now + _LEASE
            row.tries += 1
            row.save(update_fields=["state", "lease", "due_at", "tries"])
            return row
    return None


def _is_put_off(row: Outgoing, now: datetime) -> bool:
    """Whether it does not go now: it was tried too often, or it came into quiet hours."""
    if row.tries >= MAX_TRIES:  # the process that took it the last time did not come back
        _fail(row, NotSent("lost", row.error_words))
        return True
    how = habits_of([row.person_id])[row.person_id] if row.person_id else usual_habits()
    later = now if row.urgent else after_quiet(how.quiet, now)
    if later > now:
        row.state, row.lease, row.due_at = Sending.WAITING, None, later
        row.save(update_fields=["state", "lease", "due_at"])
    return later > now


def _carry(row: Outgoing) -> bool:
    """Hand it over, outside every transaction."""
    try:
        provider_id = CLIENTS[row.channel](letter_of(row))
    except NotSent as failure:
        _put_back(row, failure)
        return False
    if row.device_id:
        Device.objects.filter(pk=row.device_id).update(last_at=timezone.now())
    _leased(row).update(
        state=Sending.SENT,
        lease=None,
        provider_id=provider_id[:100],
        error="",
        error_words="",
        over_at=timezone.now(),
    )
    return True


def _put_back(row: Outgoing, failure: NotSent) -> None:
    if failure.rest:
        shut(row.bucket, failure.rest)
    if row.device_id and failure.code in _GONE:
        end_devices([row.device_id], why=Ending.GONE, by=_WORKER)
        _leased(row).update(
            state=Sending.DROPPED, lease=None, error=failure.code, over_at=timezone.now()
        )
        return
    if failure.permanent or row.tries >= MAX_TRIES:
        _fail(row, failure)
        return
    rest = max(failure.rest, min(_FIRST_REST * 2 ** (row.tries - 1), _LONGEST_REST))
    _leased(row).update(
        state=Sending.WAITING,
        lease=None,
        due_at=timezone.now() + timedelta(seconds=rest),
        error=failure.code[:60],
        error_words=failure.words[:500],
    )


def _fail(row: Outgoing, failure: NotSent) -> None:
    _leased(row).update(
        state=Sending.FAILED,
        lease=None,
        error=failure.code[:60],
        error_words=failure.words[:500],
        over_at=timezone.now(),
    )


def _leased(row: Outgoing) -> OutgoingQuerySet:
    """The row, unless its lease ended and somebody else has it by now."""
    return Outgoing.objects.filter(pk=row.pk, lease=row.lease)
