"""What this room says happened. No file names and no words of rows: facts are for ever."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEvent(Event):
    import_id: int

    @property
    def subject(self) -> str:
        return f"import:{self.import_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetUploaded(ImportEvent):
    name: ClassVar[str] = "intake.sheet_uploaded.v1"
    digest: str  # SHA-256 of the file
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStarted(ImportEvent):
    name: ClassVar[str] = "intake.import_started.v1"
    digest: str
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFinished(ImportEvent):
    name: ClassVar[str] = "intake.import_finished.v1"
    created: int
    unchanged: int
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCancelled(ImportEvent):
    name: ClassVar[str] = "intake.import_cancelled.v1"
    created: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSaved(Event):
    name: ClassVar[str] = "intake.map_saved.v1"
    map_id: int

    @property
    def subject(self) -> str:
        return f"map:{self.map_id}"
