"""What this room says happened."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorySet(Event):
    """A category was added or changed."""

    name: ClassVar[str] = "standards.category_set.v1"
    code: str
    called: str
    added: bool

    @property
    def subject(self) -> str:
        return f"category:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsSet(Event):
    """The questions of a category were replaced."""

    name: ClassVar[str] = "standards.questions_set.v1"
    code: str
    questions: int

    @property
    def subject(self) -> str:
        return f"category:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSet(Event):
    """A procedure was added or changed."""

    name: ClassVar[str] = "standards.procedure_set.v1"
    code: str
    called: str
    added: bool

    @property
    def subject(self) -> str:
        return f"procedure:{self.code}"
