"""What a channel is given, and what it is: one function each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message by one channel, ready to go.

    ``id`` stays the same whenever it is sent again, so that the other side can drop doubles.
    ``template`` and ``params`` are for providers that want words they have approved.
    """

    id: str
    address: str
    title: str
    text: str
    url: str = ""  # of the page it is about
    urgent: bool = False
    secret: str = ""  # with which a robot's messages are signed
    template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


class Client(Protocol):
    """Hands a letter over now and returns the provider's own number for it.

    Raises ``NotSent``; knows no database row and no transaction.
    """

    def __call__(self, letter: Letter) -> str: ...


def shortened(text: str, most_bytes: int) -> str:
    """As much of a text as a provider takes, cut between characters."""
    raw = text.encode()
    if len(raw) <= most_bytes:
        return text
    return raw[: most_bytes - 3].decode(errors="ignore") + "…"


def plain(letter: Letter, most_bytes: int) -> str:
    """Title and text in one, for channels that have no title; the address is never cut."""
    end = f"\n{letter.url}" if letter.url else ""
    words = f"{letter.title}\n{letter.text}".strip()
    return shortened(words, most_bytes - len(end.encode())) + end
