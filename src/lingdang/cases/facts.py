"""What this room says happened. No names and no phone numbers: facts are for ever."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(Event):
    """``held_at_id`` is the place that holds the case now, ``due_at`` its next deadline (ISO)."""

    case_id: int
    held_at_id: int
    due_at: str | None = None

    @property
    def subject(self) -> str:
        return f"case:{self.case_id}"

    @property
    def place_id(self) -> int | None:
        return self.held_at_id


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived(CaseEvent):
    name: ClassVar[str] = "cases.case_received.v1"
    source: str
    category: str | None
    located_how: str
    photo_ids: list[int]
    procedure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFiled(CaseEvent):
    name: ClassVar[str] = "cases.case_filed.v1"
    category: str
    category_before: str | None
    procedure: str | None = None
    standard_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRefused(CaseEvent):
    name: ClassVar[str] = "cases.case_refused.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDispatched(CaseEvent):
    name: ClassVar[str] = "cases.case_dispatched.v1"
    unit_id: int
    handler_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKept(CaseEvent):
    name: ClassVar[str] = "cases.case_kept.v1"
    handler_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePassedUp(CaseEvent):
    name: ClassVar[str] = "cases.case_passed_up.v1"
    from_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReleased(CaseEvent):
    """Whoever had it in hand has it no more: it waits for an owner again."""

    name: ClassVar[str] = "cases.case_released.v1"
    handler_id: int | None
    unit_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAssigned(CaseEvent):
    """The unit that has it gave it to one of its people; to nobody: the whole unit has it again."""

    name: ClassVar[str] = "cases.case_assigned.v1"
    unit_id: int | None
    handler_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandedOver(CaseEvent):
    """The successor in a post, or the next on duty, takes over what somebody had in hand."""

    name: ClassVar[str] = "cases.case_handed_over.v1"
    from_person_id: int
    to_person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHandled(CaseEvent):
    name: ClassVar[str] = "cases.case_handled.v1"
    outcome: str
    level_settled: str
    unit_id: int | None
    handler_id: int | None
    photo_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReturned(CaseEvent):
    name: ClassVar[str] = "cases.case_returned.v1"
    reason: str
    returns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseVerified(CaseEvent):
    name: ClassVar[str] = "cases.case_verified.v1"
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCalledBack(CaseEvent):
    name: ClassVar[str] = "cases.case_called_back.v1"
    settled: bool
    stars: int | None
    channel: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(CaseEvent):
    name: ClassVar[str] = "cases.case_closed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopened(CaseEvent):
    name: ClassVar[str] = "cases.case_reopened.v1"
    reason: str
    reopened: int
    unit_id: int | None
    handler_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    name: ClassVar[str] = "cases.case_withdrawn.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSuspended(CaseEvent):
    """Its clock stands still; ``until`` (ISO) is when it will go on by itself."""

    name: ClassVar[str] = "cases.case_suspended.v1"
    kind: str
    reason: str
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed(CaseEvent):
    """Its clock goes on; ``due_at`` is the deadline, put off by the time that stood still."""

    name: ClassVar[str] = "cases.case_resumed.v1"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecalled(CaseEvent):
    """It was not theirs: it waits for a unit again."""

    name: ClassVar[str] = "cases.case_recalled.v1"
    reason: str
    unit_id: int | None
    handler_id: int | None
    misdispatches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRefiled(CaseEvent):
    """Under another category; ``due_at`` is reckoned anew from the same start."""

    name: ClassVar[str] = "cases.case_refiled.v1"
    category: str
    category_before: str | None
    standard_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReckoned(CaseEvent):
    """Its deadline was reckoned anew: the calendar, or what it is limited by, has changed."""

    name: ClassVar[str] = "cases.case_reckoned.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseExtended(CaseEvent):
    """One more limit was granted."""

    name: ClassVar[str] = "cases.case_extended.v1"
    extensions: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseExcused(CaseEvent):
    """It stays overdue on record; figures that excuse leave it out."""

    name: ClassVar[str] = "cases.case_excused.v1"
    unit_id: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheLadder(CaseEvent):
    """A deadline comes near or has passed; told to whoever has the case in hand."""

    state: str
    unit_id: int | None
    handler_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDueSoon(OnTheLadder):
    name: ClassVar[str] = "cases.case_due_soon.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOverdue(OnTheLadder):
    name: ClassVar[str] = "cases.case_overdue.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReminded(OnTheLadder):
    name: ClassVar[str] = "cases.case_reminded.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWarned(OnTheLadder):
    name: ClassVar[str] = "cases.case_warned.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCalledToAccount(OnTheLadder):
    name: ClassVar[str] = "cases.case_called_to_account.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRehung(CaseEvent):
    """The place that held it ended; a successor holds it now."""

    name: ClassVar[str] = "cases.case_rehung.v1"
    from_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDescribed(CaseEvent):
    """What its procedure wants said of it was said or changed; which fields, never what."""

    name: ClassVar[str] = "cases.case_described.v1"
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClaimed(CaseEvent):
    """Somebody proved by a code that the telephone number left with the report is theirs."""

    name: ClassVar[str] = "cases.case_claimed.v1"
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReporterForgotten(CaseEvent):
    """Who reported it had their data erased: nobody is told of it or asked any more."""

    name: ClassVar[str] = "cases.case_reporter_forgotten.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLookedAt(CaseEvent):
    """Somebody opened a case that is restricted."""

    name: ClassVar[str] = "cases.case_looked_at.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContactUnmasked(CaseEvent):
    name: ClassVar[str] = "cases.case_contact_unmasked.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePhotoReleased(CaseEvent):
    """Everybody may see a photograph of it from now on."""

    name: ClassVar[str] = "cases.case_photo_released.v1"
    photo_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePhotoHeldBack(CaseEvent):
    name: ClassVar[str] = "cases.case_photo_held_back.v1"
    photo_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStepUndone(CaseEvent):
    """Whoever took a step took it back; the case is as it was before it."""

    name: ClassVar[str] = "cases.case_step_undone.v1"
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMerged(CaseEvent):
    """It goes on in another case, with the reports of both."""

    name: ClassVar[str] = "cases.case_merged.v1"
    into_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTookIn(CaseEvent):
    """The other side: another case goes on in this one."""

    name: ClassVar[str] = "cases.case_took_in.v1"
    other_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUnmerged(CaseEvent):
    name: ClassVar[str] = "cases.case_unmerged.v1"
    out_of_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetGo(CaseEvent):
    name: ClassVar[str] = "cases.case_let_go.v1"
    other_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswered(CaseEvent):
    """One more of its reporters says that it is settled; ``report_id`` is their own report."""

    name: ClassVar[str] = "cases.case_answered.v1"
    report_id: int
    stars: int | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSplit(CaseEvent):
    """One unit leads, others do their parts."""

    name: ClassVar[str] = "cases.case_split.v1"
    unit_id: int
    part_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePartMade(CaseEvent):
    name: ClassVar[str] = "cases.case_part_made.v1"
    parent_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePartFinished(CaseEvent):
    name: ClassVar[str] = "cases.case_part_finished.v1"
    parent_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLinked(CaseEvent):
    """Stated of both cases; ``kind`` is read from the first to the second of the link."""

    name: ClassVar[str] = "cases.case_linked.v1"
    other_id: int
    kind: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUnlinked(CaseEvent):
    name: ClassVar[str] = "cases.case_unlinked.v1"
    other_id: int
    kind: str
    first: bool
