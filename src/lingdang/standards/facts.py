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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEvent(Event):
    """About one edition of the case standards."""

    edition_id: int
    called: str

    @property
    def subject(self) -> str:
        return f"edition:{self.edition_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDrafted(EditionEvent):
    """The standards of a draft were read from a sheet; they are now so many."""

    name: ClassVar[str] = "standards.edition_drafted.v1"
    standards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPutInForce(EditionEvent):
    name: ClassVar[str] = "standards.edition_put_in_force.v1"
    on: str
    before_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDropped(EditionEvent):
    name: ClassVar[str] = "standards.edition_dropped.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeSet(Event):
    """A scheme of street classes was added or changed."""

    name: ClassVar[str] = "standards.scheme_set.v1"
    code: str
    classes: list[str]

    @property
    def subject(self) -> str:
        return f"scheme:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClassed(Event):
    """A place has a class from a day on, until a day or until further notice."""

    name: ClassVar[str] = "standards.place_classed.v1"
    of_place: int
    street_class: str
    on: str
    until: str | None

    @property
    def subject(self) -> str:
        return f"place:{self.of_place}"

    @property
    def place_id(self) -> int | None:
        return self.of_place


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCodesMapped(Event):
    """Codes of the edition before were given their successors."""

    name: ClassVar[str] = "standards.old_codes_mapped.v1"
    codes: int
    without: int

    @property
    def subject(self) -> str:
        return "standards:codes"
