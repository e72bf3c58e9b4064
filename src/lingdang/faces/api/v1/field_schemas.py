"""What phones send and receive."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

from lingdang.faces.api.v1.fields import Line, Moment
from lingdang.faces.api.v1.schemas import Strict
from lingdang.fieldwork.public import ACTIONS_AT_ONCE, Choice, State

Hex = Field(pattern=r"^[0-9a-f]{32}$")
Key = Annotated[str, Hex]


class _Plain(BaseModel):
    """Read once: ninja's own schemas ask an object for each field, which a queue of fifty feels."""

    model_config = ConfigDict(extra="forbid")


class ToDo(_Plain):
    """``at`` by the phone's clock; ``data`` as its kind asks (docs/offline.md)."""

    key: Key
    seq: Annotated[int, Field(ge=0, lt=2**53)]
    kind: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[a-z_]+$")]
    at: Moment
    data: dict[str, Any]


class ToSync(_Plain):
    """``phone_time``: what the phone's clock says while it sends."""

    device: Key
    phone_time: Moment
    actions: Annotated[list[ToDo], Field(max_length=ACTIONS_AT_ONCE)]


class WhichActions(Schema):
    """``keys``: of actions, commas between."""

    device: Key | None = None
    keys: Annotated[str, Field(pattern=r"^[0-9a-f]{32}(,[0-9a-f]{32}){0,199}$")] | None = None


class Chosen(Strict):
    choice: Choice


class ChoiceRow(Schema):
    choice: Choice
    label: str


class Result(Schema):
    number: str
    case_id: int
    url: str


class ActionRow(Schema):
    """``title`` says where it stands, ``detail`` why; both in the caller's language."""

    key: str
    kind: Line | None = None
    state: State
    code: str
    title: str
    detail: str
    made_at: datetime | None = None
    received_at: datetime | None = None
    choices: list[ChoiceRow]
    result: Result | None


class Synced(Schema):
    """``clock_offset``: seconds by which the phone was behind and its times were put right."""

    now: datetime
    clock_offset: int
    actions: list[ActionRow]


class Actions(Schema):
    actions: list[ActionRow]
    conflicts: list[ActionRow]
