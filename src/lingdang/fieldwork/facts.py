"""What this room states; what an action does is stated by the rooms that do it."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAction(Event):
    action_id: int
    kind: str
    case_id: int | None

    @property
    def subject(self) -> str:
        return f"action:{self.action_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionConflicted(_OfAction):
    """It could not be done as it was meant: its person decides."""

    name: ClassVar[str] = "fieldwork.action_conflicted.v1"
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChosen(_OfAction):
    name: ClassVar[str] = "fieldwork.action_chosen.v1"
    choice: str
