"""Where a message leads at the desk, and what a row of the outbox says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lingdang.messaging.public import Outgoing, Sending, addressee_of, label_of
from lingdang.people.public import cards

_COLOURS = {
    Sending.FAILED: "red",
    Sending.SENT: "green",
    Sending.DIGESTED: "green",
    Sending.DROPPED: "grey",
}


def address_of(about: str) -> str:
    """Where at the desk something is shown; nowhere when no page is about it."""
    kind, _colon, number = about.partition(":")
    return reverse("desk:case", args=[int(number)]) if kind == "case" else ""


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
