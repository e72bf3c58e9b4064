"""Followers are told of what was published, by the worker.

A batch and how far it came are one transaction: a process that dies in it has told nobody of it,
and under the notice's key nobody is told twice.
"""

import time

from django.db import transaction
from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.messaging.public import tell
from lingdang.notices.messages import TOLD, TOLD_URGENTLY
from lingdang.notices.models import Notice
from lingdang.notices.queries import audience_of
from lingdang.people.public import followers_of
from lingdang.places.public import tree

BATCH = 200
_SECONDS = 4.0  # that one round may take: the worker has other work
_TELLER = Actor.process("notices")


def tell_due(seconds: float = _SECONDS) -> int:
    """Tell batch after batch, what is urgent first; says how many persons were told."""
    until, told = time.monotonic() + seconds, 0
    while time.monotonic() < until and (batch := _tell_batch()) is not None:
        told += batch
    return told


@transaction.atomic
def _tell_batch() -> int | None:
    """The next followers of one notice; nothing when no notice is left."""
    due = Notice.objects.to_be_told(timezone.localdate()).select_for_update(
        skip_locked=True, of=("self",), no_key=True
    )
    notice = due.order_by("-urgent", "published_at", "pk").first()
    if notice is None:
        return None
    persons = followers_of(audience_of(notice), after=notice.told_up_to, limit=BATCH)
    if persons:
        notice.told_up_to = persons[-1]
        _tell(notice, persons)
    if len(persons) < BATCH:
        notice.told_at = timezone.now()
    notice.save(update_fields=["told_up_to", "told_at"])
    return len(persons)


def _tell(notice: Notice, persons: list[int]) -> None:
    wording = TOLD_URGENTLY if notice.urgent else TOLD
    tell(
        to=persons,
        what=wording.what,
        facts={"place": tree().node(notice.place_id).name, "title": notice.title},
        about=notice.subject,
        by=_TELLER,
        urgent=notice.urgent,
        key=notice.subject,
    )
