"""What inspections are told by programs, and what they answer."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from lingdang.faces.api.v1.fields import Finite, Id, Lat, Line, Lng, Moment, Text
from lingdang.faces.api.v1.schemas import Strict
from lingdang.inspections.public import Dimension, Kind, Result, Standing, State, Step

Name = Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
Note = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
Photos = Annotated[list[Id], Field(max_length=9)]
Ids = Annotated[list[Id], Field(max_length=200)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Paged(Strict):
    size: Annotated[int, Field(ge=1, le=100)] = 50
    skip: Annotated[int, Field(ge=0, le=100_000)] = 0


class RoundFilters(Paged):
    search: Name = ""
    kind: Kind | None = None
    state: State | None = None
    first: date | None = None
    last: date | None = None


class PlanIn(Strict):
    name: Name
    kind: Kind
    place_id: Id
    checklist_id: Id  # of a published version
    from_on: date
    until_on: date
    unannounced: bool = False
    group_ids: Ids = []
    organiser_ids: Ids = []


class NewRound(PlanIn):
    """The same ``key`` is the same round, however often it is sent."""

    key: UUID | None = None


class ChangedRound(PlanIn):
    """``version`` is the one that was read."""

    version: Revision


class StepIn(Strict):
    step: Step


class QuotaIn(Strict):
    """``kind`` empty: every type of point; without a town: every town."""

    count: Annotated[int, Field(ge=1, le=2000)]
    kind: Name = ""
    town_id: Id | None = None


class DrawIn(Strict):
    register_code: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
    quotas: Annotated[list[QuotaIn], Field(min_length=1, max_length=100)]
    seed: Annotated[str, Field(max_length=64, pattern=r"^[^\x00]*$")] = ""


class ChooseIn(Strict):
    register_code: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] = ""
    entry_ids: Ids = []
    place_ids: Ids = []


class AssignIn(Strict):
    group_id: Id


class SeenIn(Strict):
    """What is seen at an item. ``solved``: what was done about it on the spot."""

    result: Result
    note: Note = ""
    solved: Note = ""
    photo_ids: Photos = []
    after_ids: Photos = []
    lng: Lng | None = None
    lat: Lat | None = None


class NewFinding(SeenIn):
    item_id: Id
    at: Moment | None = None
    key: UUID | None = None


class CorrectedFinding(SeenIn):
    revision: Revision
    reason: Note


class LedgerFilters(Paged):
    search: Name = ""
    round_id: Id | None = None
    unit_id: Id | None = None
    place_id: Id | None = None
    group_id: Id | None = None
    trade: Name = ""
    item: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")] = ""
    standing: Standing | None = None
    back: bool = False
    first: date | None = None
    last: date | None = None


class SumFilters(LedgerFilters):
    by: Dimension = Dimension.UNIT


class OrderIn(Strict):
    """``preview``: say what would become of each, and do nothing."""

    finding_ids: Annotated[list[Id], Field(min_length=1, max_length=200)]
    unit_id: Id | None = None
    due_on: date | None = None
    note: Note = ""
    key: UUID | None = None
    preview: bool = False


class NewCircular(Strict):
    """Without title or text they are drafted from the findings."""

    round_id: Id
    number: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
    title: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    text: Text = ""
    key: UUID | None = None


class ChangedCircular(Strict):
    version: Revision
    number: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")]
    title: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]
    text: Text


class ItemIn(Strict):
    code: Line
    text: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
    judging: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""
    met: Finite = 1.0
    partly: Finite = 0.6
    unmet: Finite = 0.0
    photo: bool = False
    unit: Line = ""
    category: Line = ""
    days: Annotated[int, Field(ge=0, le=366)] = 3


class ChecklistIn(Strict):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$", max_length=40)]
    name: Name
    point_type: Name = ""
    place_id: Id
    items: Annotated[list[ItemIn], Field(min_length=1, max_length=500)]


class PublishIn(Strict):
    revision: Revision


class AreaIn(Strict):
    place_id: Id
    name: Name
    place_ids: Ids


class GroupIn(Strict):
    unit_id: Id
    area_id: Id | None = None
    leader_id: Id | None = None
    member_ids: Ids = []
