"""What this room says happened; each step of a run is a fact of its case besides."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSaved(Event):
    name: ClassVar[str] = "worklists.list_saved.v1"
    list_id: int
    called: str
    query: str
    shared_at_id: int | None

    @property
    def subject(self) -> str:
        return f"worklist:{self.list_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRemoved(Event):
    name: ClassVar[str] = "worklists.list_removed.v1"
    list_id: int

    @property
    def subject(self) -> str:
        return f"worklist:{self.list_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBegun(Event):
    """One step for many cases was begun."""

    name: ClassVar[str] = "worklists.run_begun.v1"
    run_id: int
    step: str
    cases: int

    @property
    def subject(self) -> str:
        return f"run:{self.run_id}"
