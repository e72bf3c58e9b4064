"""What loading the demonstration leaves in the journal: how a second start knows it is done."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLoaded(Event):
    """One part of the demonstration, imported whole."""

    name: ClassVar[str] = "demo.part_loaded.v1"
    part: str

    @property
    def subject(self) -> str:
        return f"demo:{self.part}"
