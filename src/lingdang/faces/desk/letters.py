"""Where a message leads at the desk, and what a row of the outbox says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import caches
from django.urls import reverse

from lingdang.faces.entrance.web import ActorRequest
from lingdang.messaging.public import Outgoing, Sending, addressee_of, label_of, unread
from lingdang.people.public import cards

_READINGS = "desk.readings"
_UNREAD_SECONDS = 10
_COLOURS = {
    Sending.FAILED: "red",
    Sending.SENT: "green",
    Sending.DIGESTED: "green",
    Sending.DROPPED: "grey",
}


def unread_by(request: ActorRequest) -> int:
    """How many messages wait; counted every ten seconds, and anew once some were read here.

    What was read is told by the session, for the next page may come from another process.
    """
    key = f"desk.unread.{request.actor.person_id}.{request.session.get(_READINGS, 0)}"
    count: int | None = caches["process"].get(key)
    if count is None:
        count = unread(request.actor)
        caches["process"].set(key, count, _UNREAD_SECONDS)
    return count


def forget_unread(request: ActorRequest) -> None:
    request.session[_READINGS] = request.session.get(_READINGS, 0) + 1


def address_of(about: str) -> str:
    """Where at the desk something is shown; nowhere when no page is about it."""
    kind, _colon, number = about.partition(":")
    pages = {"case": "desk:case", "call": "desk:call"}
    return reverse(pages[kind], args=[int(number)]) if kind in pages else ""


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    to: str
    channel: str
    label: str
    number: str
    url: str
    state: str
    colour: str
    failed: bool
    tries: int
    error: str
    told_at: datetime
    due_at: datetime


def rows_of(outgoing: Iterable[Outgoing]) -> list[Row]:
    """No words and no full address: whoever looks after the outbox need not know them."""
    found = list(outgoing)
    people = cards(row.person_id for row in found)
    return [
        Row(
            id=row.pk,
            to=people[row.person_id].display if row.person_id in people else addressee_of(row),
            channel=row.get_channel_display(),
            label=label_of(row.what),
            number=str(row.facts.get("number", "")),
            url=address_of(row.about),
            state=row.get_state_display(),
            colour=_COLOURS.get(Sending(row.state), "blue"),
            failed=row.state == Sending.FAILED,
            tries=row.tries,
            error=f"{row.error} {row.error_words}".strip(),
            told_at=row.told_at,
            due_at=row.over_at or row.due_at,
        )
        for row in found
    ]
