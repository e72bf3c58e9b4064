"""What this room says happened."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesLearned(Event):
    """The district's categories were learned anew, and this version answers from now on."""

    name: ClassVar[str] = "suggestions.categories_learned.v1"
    version: int
    texts: int
    accuracy: float

    @property
    def subject(self) -> str:
        return f"suggestion-model:{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseJoined(Event):
    """Somebody has met the same thing: counted once, and told how it ends."""

    name: ClassVar[str] = "suggestions.case_joined.v1"
    case_id: int
    place: int

    @property
    def subject(self) -> str:
        return f"case:{self.case_id}"

    @property
    def place_id(self) -> int | None:
        return self.place
