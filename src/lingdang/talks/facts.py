"""What this room says happened. The words stay in the conversation: facts are for ever."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.cases.public import CaseEvent
from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterAsked(CaseEvent):
    name: ClassVar[str] = "talks.reporter_asked.v1"
    remark_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterReminded(CaseEvent):
    """A question is still open shortly before it runs out."""

    name: ClassVar[str] = "talks.reporter_reminded.v1"
    remark_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterAnswered(CaseEvent):
    name: ClassVar[str] = "talks.reporter_answered.v1"
    remark_id: int
    asked_by_id: int | None
    photo_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterAdded(CaseEvent):
    name: ClassVar[str] = "talks.reporter_added.v1"
    remark_id: int
    photo_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEnded(CaseEvent):
    """It was not answered: run out, replaced, or overtaken by what happened."""

    name: ClassVar[str] = "talks.question_ended.v1"
    remark_id: int
    asked_by_id: int | None
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterReplied(CaseEvent):
    name: ClassVar[str] = "talks.reporter_replied.v1"
    remark_id: int
    public: bool
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNoted(CaseEvent):
    name: ClassVar[str] = "talks.case_noted.v1"
    remark_id: int
    corrects_id: int | None
    mentioned: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardReplySet(Event):
    name: ClassVar[str] = "talks.standard_reply_set.v1"
    reply_id: int
    active: bool

    @property
    def subject(self) -> str:
        return f"standard_reply:{self.reply_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRuleSet(Event):
    """Whether cases of a category must be replied to before they are closed; none: as usual."""

    name: ClassVar[str] = "talks.reply_rule_set.v1"
    category: str
    required: bool | None

    @property
    def subject(self) -> str:
        return f"reply_rule:{self.category}"
