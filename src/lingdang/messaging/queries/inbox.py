"""What somebody was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.messaging.models import Message, MessageQuerySet
from lingdang.messaging.queries.words import Own, own_words, said

MOST_COUNTED = 99


@dataclass(frozen=True, slots=True)
class Shown:
    """A message in the reader's words."""

    id: int
    at: datetime
    what: str
    label: str
    title: str
    text: str
    about: str
    number: str  # of the case, when it is about one
    by_id: int | None
    urgent: bool
    read: bool
    for_reporter: bool


def inbox_for(actor: Actor) -> MessageQuerySet:
    """What this person was told, newest first; strangers were told nothing."""
    return Message.objects.of(actor.person_id).order_by("-id")


def message_for(actor: Actor, message_id: int) -> Message:
    found = inbox_for(actor).filter(pk=message_id).first()
    if found is None:
        raise NotFound
    return found


def unread(actor: Actor) -> int:
    """How many wait to be read, counted no further than ``MOST_COUNTED`` and one."""
    if actor.person_id is None:
        return 0
    return inbox_for(actor).unread().order_by()[: MOST_COUNTED + 1].count()


def shown(messages: Iterable[Message], language: str | None = None) -> list[Shown]:
    """Fill in the words; one statement for those that the district has changed."""
    rows = list(messages)
    spoken = language or get_language() or ""
    own = own_words({row.what for row in rows}) if rows else {}
    return [_shown(row, own, spoken) for row in rows]


def _shown(row: Message, own: Own, language: str) -> Shown:
    words = said(row.what, row.facts, language, own)
    return Shown(
        id=row.pk,
        at=row.at,
        what=row.what,
        label=words.label,
        title=words.title,
        text=words.text,
        about=row.about,
        number=str(row.facts.get("number", "")),
        by_id=row.by_id,
        urgent=row.urgent,
        read=row.read_at is not None,
        for_reporter=words.for_reporter,
    )
