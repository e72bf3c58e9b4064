"""What this room says happened, each about its case."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationEvent(Event):
    application_id: int
    case_id: int
    kind: str
    held_at_id: int
    words: str

    @property
    def subject(self) -> str:
        return f"case:{self.case_id}"

    @property
    def place_id(self) -> int | None:
        return self.held_at_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationMade(ApplicationEvent):
    name: ClassVar[str] = "approvals.application_made.v1"
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAgreed(ApplicationEvent):
    name: ClassVar[str] = "approvals.application_agreed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationGranted(ApplicationEvent):
    name: ClassVar[str] = "approvals.application_granted.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRefused(ApplicationEvent):
    name: ClassVar[str] = "approvals.application_refused.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn(ApplicationEvent):
    name: ClassVar[str] = "approvals.application_withdrawn.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLapsed(ApplicationEvent):
    """The case went on before anybody had decided."""

    name: ClassVar[str] = "approvals.application_lapsed.v1"
