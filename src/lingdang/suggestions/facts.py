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


@dataclass(frozen=True, slots=True, kw_only=True)
class HotMatterFound(Event):
    """Enough people tell of the same thing."""

    name: ClassVar[str] = "suggestions.hot_matter_found.v1"
    matter: int
    place: int
    reports: int
    heat: float

    @property
    def subject(self) -> str:
        return f"hot-matter:{self.matter}"

    @property
    def place_id(self) -> int | None:
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class HotMatterFused(Event):
    """It turned out to be one with another, and goes on there."""

    name: ClassVar[str] = "suggestions.hot_matter_fused.v1"
    matter: int
    into: int

    @property
    def subject(self) -> str:
        return f"hot-matter:{self.matter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TenEvent(Event):
    """Something happened to a list of the ten matters."""

    ten: int
    place: int

    @property
    def subject(self) -> str:
        return f"ten-list:{self.ten}"

    @property
    def place_id(self) -> int | None:
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class TenListDrafted(TenEvent):
    name: ClassVar[str] = "suggestions.ten_list_drafted.v1"
    proposed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TenListChanged(TenEvent):
    """A draft was put differently: an item saved, moved or removed."""

    name: ClassVar[str] = "suggestions.ten_list_changed.v1"
    change: str
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TenListConfirmed(TenEvent):
    name: ClassVar[str] = "suggestions.ten_list_confirmed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TenNodeDone(TenEvent):
    name: ClassVar[str] = "suggestions.ten_node_done.v1"
    item: int
    node: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TenItemDone(TenEvent):
    name: ClassVar[str] = "suggestions.ten_item_done.v1"
    item: int
