"""What is sent to and answered by ``/api/v1/registers``."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from lingdang.faces.api.v1.case_outputs import Photo
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.schemas import Strict
from lingdang.kernel.coordinates import System
from lingdang.registers.public import Definition, FieldType, Mark

_TEXT = r"^[^\x00]*$"
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(max_length=60, pattern=_TEXT)]
Count = Annotated[int, Field(ge=1, le=2**31 - 1)]
Listed = Annotated[list[Annotated[str, Field(max_length=60, pattern=_TEXT)]], Field(max_length=200)]


class FieldIn(Strict):
    """``seen_by`` and ``edited_by`` name roles, or units as ``unit:12``; empty is everybody."""

    name: Name
    title: Annotated[str, Field(min_length=1, max_length=60, pattern=_TEXT)]
    type: FieldType
    required: bool = False
    unique: bool = False
    sealed: bool = False
    unit: Annotated[str, Field(max_length=20, pattern=_TEXT)] = ""
    decimals: Annotated[int, Field(ge=0, le=4)] = 2
    choices: Listed = []
    formula: Annotated[str, Field(max_length=200, pattern=_TEXT)] = ""
    register_: Annotated[str, Field(alias="register", max_length=40, pattern=_TEXT)] = ""
    hint: Annotated[str, Field(max_length=200, pattern=_TEXT)] = ""
    seen_by: Listed = []
    edited_by: Listed = []


class _Defined(Strict):
    name: Annotated[str, Field(max_length=60, pattern=_TEXT)]
    purpose: Annotated[str, Field(max_length=200, pattern=_TEXT)] = ""
    in_use: bool = True
    fields: Annotated[list[FieldIn], Field(min_length=1, max_length=60)]

    def definition(self) -> Definition:
        fields = [each.model_dump(mode="json", by_alias=True) for each in self.fields]
        return Definition(self.name, fields, self.purpose, in_use=self.in_use)


class NewRegister(_Defined):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    place_id: Id


class ChangedRegister(_Defined):
    """``version`` is the one that was read."""

    version: Count


class RegisterOut(Schema):
    """Of its fields and its schema only what you may see."""

    code: str
    name: str
    purpose: str
    place_id: int
    version: int
    in_use: bool
    fields: list[dict[str, Any]]
    schema_: Annotated[dict[str, Any], Field(alias="schema")]


class EntryFilters(Strict):
    search: Words = ""
    place_id: Id | None = None
    field: Name | None = None
    value: Words = ""
    at_least: Annotated[str, Field(max_length=30, pattern=r"^[-0-9.]*$")] = ""
    at_most: Annotated[str, Field(max_length=30, pattern=r"^[-0-9.]*$")] = ""
    retired: bool = False
    before: Id | None = None
    size: Annotated[int, Field(ge=1, le=200)] = 50


class TotalFilters(Strict):
    by: Name | None = None
    place_id: Id | None = None


class EntryIn(Strict):
    """A number may be marked: ``{"value": 300, "mark": "approximate"}``. Photographs by field."""

    content: dict[str, Any]
    place_id: Id | None = None
    unit_id: Id | None = None
    lng: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    system: System = System.WGS84
    photos: dict[str, Annotated[list[Id], Field(max_length=9)]] = {}


class NewEntry(EntryIn):
    key: UUID | None = None


class ChangedEntry(EntryIn):
    """``revision`` is the one that was read."""

    revision: Count


class Retirement(Strict):
    revision: Count
    reason: Annotated[str, Field(max_length=300, pattern=_TEXT)]


class Marked(Schema):
    value: float
    mark: Mark


class EntryOut(Schema):
    id: int
    place_id: int
    unit_id: int | None
    lng: float | None
    lat: float | None
    label: str
    revision: int
    made_at: datetime
    changed_at: datetime
    content: dict[str, Any]
    retired_at: datetime | None
    reason: str
    photos: dict[str, list[Photo]] | None = None


class EntryPage(Schema):
    entries: list[EntryOut]
    before: int | None


class Change(Schema):
    field: str
    sealed: bool
    before: Any = None
    after: Any = None


class Happening(Schema):
    at: datetime
    event: str
    who: str
    reason: str
    changes: list[Change]


class Total(Schema):
    """``group`` is a choice, or the id of a place."""

    group: str
    name: str
    entries: int
    sums: dict[str, float | Marked]


class Totals(Schema):
    groups: list[Total]
    units: dict[str, str]


class LoadOut(Schema):
    id: int
    state: str
    file_name: str
    rows: int
    done: int
    created: int
    unchanged: int
    refused: int
    partial: bool
    running: bool
    head: list[str]
    columns: dict[str, str]


class ColumnsIn(Strict):
    """Header → the name of a field, or ``#place``, ``#unit``, ``#lng``, ``#lat``, ``#system``."""

    columns: dict[str, Annotated[str, Field(max_length=40, pattern=_TEXT)]]


class LetIn(Strict):
    """``partial``: the rows without a problem; otherwise all or none."""

    partial: bool = False


class TroubleOut(Schema):
    row: int
    code: str
    sentence: str
