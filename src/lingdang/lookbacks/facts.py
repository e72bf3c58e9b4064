"""What this room says happened. That a case will be looked at again is not said before it was."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent
from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawMade(Event):
    """The digest of seed and frame: nobody changes a draw before it is told."""

    name: ClassVar[str] = "lookbacks.draw_made.v1"
    draw_id: int
    kind: str
    day: str
    rule: str
    digest: str
    chosen: int

    @property
    def subject(self) -> str:
        return f"draw:{self.draw_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackEvent(CaseEvent):
    look_back_id: int
    why: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeld(LookBackEvent):
    name: ClassVar[str] = "lookbacks.case_held.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCameBack(LookBackEvent):
    name: ClassVar[str] = "lookbacks.case_came_back.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBackLapsed(LookBackEvent):
    """Its case was opened again before anybody looked."""

    name: ClassVar[str] = "lookbacks.look_back_lapsed.v1"
