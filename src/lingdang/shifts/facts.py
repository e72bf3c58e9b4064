"""What this room says happened. A plan of who can be reached; never whether somebody came."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftEvent(Event):
    shift_id: int
    person_id: int
    role: str
    at_place_id: int | None
    unit_id: int | None
    kind: str
    starts_at: str
    ends_at: str

    @property
    def subject(self) -> str:
        return f"shift:{self.shift_id}"

    @property
    def place_id(self) -> int | None:
        return self.at_place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPlanned(ShiftEvent):
    name: ClassVar[str] = "shifts.shift_planned.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftChanged(ShiftEvent):
    name: ClassVar[str] = "shifts.shift_changed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRemoved(ShiftEvent):
    name: ClassVar[str] = "shifts.shift_removed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCopied(Event):
    """Once for all its shifts; each of them is a fact of its own besides."""

    name: ClassVar[str] = "shifts.week_copied.v1"
    at_place_id: int | None
    unit_id: int | None
    monday: str
    made: int
    skipped: int

    @property
    def subject(self) -> str:
        return f"place:{self.at_place_id}" if self.at_place_id else f"unit:{self.unit_id}"

    @property
    def place_id(self) -> int | None:
        return self.at_place_id
