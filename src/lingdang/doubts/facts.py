"""What this room says happened, each about its case."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent
from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtEvent(CaseEvent):
    doubt_id: int
    photo_id: int
    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtFound(DoubtEvent):
    name: ClassVar[str] = "doubts.doubt_found.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtLapsed(DoubtEvent):
    """Judged again, by what is known now, it is none."""

    name: ClassVar[str] = "doubts.doubt_lapsed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtAnswered(DoubtEvent):
    name: ClassVar[str] = "doubts.doubt_answered.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtUpheld(DoubtEvent):
    name: ClassVar[str] = "doubts.doubt_upheld.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtDismissed(DoubtEvent):
    name: ClassVar[str] = "doubts.doubt_dismissed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSet(Event):
    name: ClassVar[str] = "doubts.weight_set.v1"
    kind: str
    points: int
    points_before: int

    @property
    def subject(self) -> str:
        return f"doubts:{self.kind}"
