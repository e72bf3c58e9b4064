"""What a fact looks like to the room that states it."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A named, versioned statement: ids and the few values that were true then.

    Field values are strings, numbers, booleans, None, or lists of these.
    """

    name: ClassVar[str]

    @property
    def subject(self) -> str:
        """What it is about, as ``kind:id``."""
        raise NotImplementedError

    @property
    def place_id(self) -> int | None:
        """Where it happened, if somewhere."""
        return None

    def data(self) -> dict[str, Any]:
        return {item.name: getattr(self, item.name) for item in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRetried(Event):
    name: ClassVar[str] = "journal.delivery_retried.v1"
    fact_id: int
    handler: str

    @property
    def subject(self) -> str:
        return f"fact:{self.fact_id}"
