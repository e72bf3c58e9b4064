"""What this room says happened: never whom it is about, nor what was said."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent
from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierKept(CaseEvent):
    """Something was entered beside a case: which kind, and by which name a page calls it."""

    name: ClassVar[str] = "dossiers.dossier_kept.v1"
    kind: str
    note: str
    photo_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierForgotten(CaseEvent):
    """What an errand kept of who asked for it is gone."""

    name: ClassVar[str] = "dossiers.dossier_forgotten.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyUnmasked(CaseEvent):
    name: ClassVar[str] = "dossiers.party_unmasked.v1"
    party_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CareEvent(Event):
    entry_id: int
    at_place_id: int

    @property
    def subject(self) -> str:
        return f"care:{self.entry_id}"

    @property
    def place_id(self) -> int | None:
        return self.at_place_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CareEntered(CareEvent):
    name: ClassVar[str] = "dossiers.care_entered.v1"
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CareChanged(CareEvent):
    """Another helper, or another interval."""

    name: ClassVar[str] = "dossiers.care_changed.v1"
    helper_id: int
    interval_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CareEnded(CareEvent):
    name: ClassVar[str] = "dossiers.care_ended.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CareVisited(CareEvent):
    name: ClassVar[str] = "dossiers.care_visited.v1"
    need_case_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CareVisitDue(CareEvent):
    name: ClassVar[str] = "dossiers.care_visit_due.v1"
    helper_id: int
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CareUnmasked(CareEvent):
    name: ClassVar[str] = "dossiers.care_unmasked.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSet(Event):
    name: ClassVar[str] = "dossiers.service_set.v1"
    code: str
    called: str

    @property
    def subject(self) -> str:
        return f"service:{self.code}"
