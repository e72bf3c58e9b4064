"""What this room says happened. No names of persons: facts are for ever."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent
from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetEvent(Event):
    rule_set_id: int
    scope_id: int  # the place whose cases it is for

    @property
    def subject(self) -> str:
        return f"rule_set:{self.rule_set_id}"

    @property
    def place_id(self) -> int | None:
        return self.scope_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesDrafted(RuleSetEvent):
    name: ClassVar[str] = "dispatching.rules_drafted.v1"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSaved(RuleSetEvent):
    name: ClassVar[str] = "dispatching.rule_saved.v1"
    rule_id: int
    called: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMoved(RuleSetEvent):
    name: ClassVar[str] = "dispatching.rule_moved.v1"
    rule_id: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRemoved(RuleSetEvent):
    name: ClassVar[str] = "dispatching.rule_removed.v1"
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPutInForce(RuleSetEvent):
    name: ClassVar[str] = "dispatching.rules_put_in_force.v1"
    number: int
    retired_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDiscarded(RuleSetEvent):
    name: ClassVar[str] = "dispatching.draft_discarded.v1"
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeSet(Event):
    name: ClassVar[str] = "dispatching.mode_set.v1"
    scope_id: int
    mode: str
    before: str

    @property
    def subject(self) -> str:
        return f"place:{self.scope_id}"

    @property
    def place_id(self) -> int | None:
        return self.scope_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchProposed(CaseEvent):
    """The rules were asked; ``rule`` is the name of the one that fits, none: the place itself."""

    name: ClassVar[str] = "dispatching.dispatch_proposed.v1"
    proposal_id: int
    rule: str
    unit_id: int | None
    handler_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSupervised(CaseEvent):
    name: ClassVar[str] = "dispatching.case_supervised.v1"
    note: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionReminded(CaseEvent):
    name: ClassVar[str] = "dispatching.supervision_reminded.v1"
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionLifted(CaseEvent):
    name: ClassVar[str] = "dispatching.supervision_lifted.v1"
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUrged(CaseEvent):
    name: ClassVar[str] = "dispatching.case_urged.v1"
    by_reporter: bool
    count: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHandedOver(Event):
    """One hand-over of several cases; each case has a fact of its own besides."""

    name: ClassVar[str] = "dispatching.shift_handed_over.v1"
    hand_over_id: int
    at_place_id: int | None
    unit_id: int | None
    to_person_id: int
    cases: int
    note: str

    @property
    def subject(self) -> str:
        return f"hand_over:{self.hand_over_id}"

    @property
    def place_id(self) -> int | None:
        return self.at_place_id
