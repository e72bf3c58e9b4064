"""What this room says happened."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistPublished(Event):
    name: ClassVar[str] = "inspections.checklist_published.v1"
    checklist_id: int
    version: int
    items: int

    @property
    def subject(self) -> str:
        return f"checklist:{self.checklist_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasDrawn(Event):
    name: ClassVar[str] = "inspections.area_drawn.v1"
    area_id: int
    place_ids: list[int]

    @property
    def subject(self) -> str:
        return f"area:{self.area_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFormed(Event):
    name: ClassVar[str] = "inspections.group_formed.v1"
    group_id: int
    area_id: int | None
    person_ids: list[int]

    @property
    def subject(self) -> str:
        return f"inspection-group:{self.group_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutRound(Event):
    """Of no place: who follows a place is not to learn of an unannounced round."""

    round_id: int

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlanned(_AboutRound):
    name: ClassVar[str] = "inspections.round_planned.v1"
    version: int
    kind: str
    unannounced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsChosen(_AboutRound):
    name: ClassVar[str] = "inspections.points_chosen.v1"
    points: int
    seed: str  # empty: chosen one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundMoved(_AboutRound):
    name: ClassVar[str] = "inspections.round_moved.v1"
    step: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutFinding(Event):
    finding_id: int
    round_id: int

    @property
    def subject(self) -> str:
        return f"finding:{self.finding_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecorded(_AboutFinding):
    name: ClassVar[str] = "inspections.finding_recorded.v1"
    item: str
    result: str
    solved: bool
    photo_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCorrected(_AboutFinding):
    name: ClassVar[str] = "inspections.finding_corrected.v1"
    before: str
    result: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(_AboutFinding):
    name: ClassVar[str] = "inspections.case_opened.v1"
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutOrder(Event):
    order_id: int
    unit_id: int

    @property
    def subject(self) -> str:
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderGiven(_AboutOrder):
    name: ClassVar[str] = "inspections.order_given.v1"
    round_id: int
    finding_ids: list[int]
    due_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReceipted(_AboutOrder):
    name: ClassVar[str] = "inspections.order_receipted.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutCircular(Event):
    circular_id: int

    @property
    def subject(self) -> str:
        return f"circular:{self.circular_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularWritten(_AboutCircular):
    name: ClassVar[str] = "inspections.circular_written.v1"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularPublished(_AboutCircular):
    name: ClassVar[str] = "inspections.circular_published.v1"
    unit_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularConfirmed(_AboutCircular):
    name: ClassVar[str] = "inspections.circular_confirmed.v1"
    unit_id: int
