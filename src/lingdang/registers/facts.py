"""What this room says happened. Values are told as JSON, one each; of sealed fields none is."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPublished(Event):
    """``said`` is what the version changed, in the words of whoever read it before."""

    name: ClassVar[str] = "registers.published.v1"
    register_id: int
    code: str
    version: int
    fields: list[str]
    place: int

    @property
    def subject(self) -> str:
        return f"register:{self.register_id}"

    @property
    def place_id(self) -> int | None:
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutEntry(Event):
    entry_id: int
    register: str
    place: int

    @property
    def subject(self) -> str:
        return f"record:{self.entry_id}"

    @property
    def place_id(self) -> int | None:
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMade(_AboutEntry):
    name: ClassVar[str] = "registers.entry_made.v1"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEdited(_AboutEntry):
    """``fields[n]`` was ``before[n]`` and is ``after[n]``."""

    name: ClassVar[str] = "registers.entry_changed.v1"
    version: int
    fields: list[str]
    before: list[str]
    after: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn(_AboutEntry):
    name: ClassVar[str] = "registers.entry_retired.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutImport(Event):
    import_id: int

    @property
    def subject(self) -> str:
        return f"register-import:{self.import_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetUploaded(_AboutImport):
    name: ClassVar[str] = "registers.sheet_uploaded.v1"
    register: str
    digest: str  # SHA-256 of the file
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEnded(_AboutImport):
    name: ClassVar[str] = "registers.import_ended.v1"
    created: int
    unchanged: int
    refused: int
    cancelled: bool
