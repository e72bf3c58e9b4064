"""What this room says happened: of both cases, each with the number of the other."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ReboundEvent(CaseEvent):
    """``first``: told of the new case, whose ``other_id`` is the one closed before."""

    rebound_id: int
    other_id: int
    first: bool
    spot: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReboundFound(ReboundEvent):
    name: ClassVar[str] = "rebounds.rebound_found.v1"
    metres: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReboundConfirmed(ReboundEvent):
    name: ClassVar[str] = "rebounds.rebound_confirmed.v1"
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReboundToldApart(ReboundEvent):
    """Somebody says it is another matter: it is not counted."""

    name: ClassVar[str] = "rebounds.rebound_told_apart.v1"
    words: str
