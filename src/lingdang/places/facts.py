"""What the places room states."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEvent(Event):
    """About one place; ``on`` is the first day it holds, as an ISO date."""

    of_place: int
    on: str

    @property
    def subject(self) -> str:
        return f"place:{self.of_place}"

    @property
    def place_id(self) -> int | None:
        return self.of_place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCreated(PlaceEvent):
    name: ClassVar[str] = "places.place_created.v1"
    called: str
    level: str
    parent_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRenamed(PlaceEvent):
    name: ClassVar[str] = "places.place_renamed.v1"
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMoved(PlaceEvent):
    name: ClassVar[str] = "places.place_moved.v1"
    from_parent: int | None
    to_parent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSplit(PlaceEvent):
    name: ClassVar[str] = "places.place_split.v1"
    successors: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMerged(PlaceEvent):
    """Stated once for each place that ended."""

    name: ClassVar[str] = "places.place_merged.v1"
    successor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDissolved(PlaceEvent):
    name: ClassVar[str] = "places.place_dissolved.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryDrawn(PlaceEvent):
    name: ClassVar[str] = "places.boundary_drawn.v1"
    area_m2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureEntered(PlaceEvent):
    name: ClassVar[str] = "places.figure_entered.v1"
    what: str
    value: str
    unit: str
    precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged(Event):
    name: ClassVar[str] = "places.calendar_changed.v1"
    days: int
    first: str
    last: str

    @property
    def subject(self) -> str:
        return "calendar:district"
