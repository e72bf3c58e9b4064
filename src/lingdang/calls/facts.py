"""What this room says happened. They are about the case, whose timeline tells them."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class _CallEvent(CaseEvent):
    call_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRung(_CallEvent):
    """Nobody is named when there is nobody at this level: the call climbs on at once."""

    name: ClassVar[str] = "calls.level_rung.v1"
    level: str
    person_ids: list[int]
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(_CallEvent):
    name: ClassVar[str] = "calls.call_answered.v1"
    level: str
    handler_id: int  # who answered


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUnanswered(_CallEvent):
    name: ClassVar[str] = "calls.call_unanswered.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCancelled(_CallEvent):
    name: ClassVar[str] = "calls.call_cancelled.v1"
