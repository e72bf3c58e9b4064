"""What the data of each kind of action hold: looked at when they arrive."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from lingdang.evidence.public import PHOTOS_AT_ONCE
from lingdang.fieldwork.enums import Kind
from lingdang.fieldwork.errors import NotUnderstood
from lingdang.kernel.coordinates import System

_LONGEST = 200
_CLEAN = r"^[^\x00]*$"
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Id = Annotated[int, Field(ge=1, lt=2**63)]
Line = Annotated[str, Field(max_length=200, pattern=_CLEAN)]
Text = Annotated[str, Field(max_length=4000, pattern=_CLEAN)]
Photos = Annotated[list[Hex], Field(max_length=PHOTOS_AT_ONCE)]
Particulars = Annotated[dict[Line, Text | bool | int | float | None], Field(max_length=20)]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    def about(self) -> str:
        """Name what it is about, in a word that others about the same share; or only itself."""
        return ""

    def photo_keys(self) -> list[str]:
        return []


class ReportData(Shape):
    """Found outside. ``place_id`` is used when there is no position."""

    source: Literal["grid_worker", "visit", "inspector"] = "grid_worker"
    description: Text = ""
    category: Line | None = None
    lng: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    system: Annotated[System, Field(strict=False)] = System.WGS84
    place_id: Id | None = None
    address: Line = ""
    contact_name: Line = ""
    contact_phone: Line = ""
    procedure: Line | None = None
    particulars: Particulars = {}
    photos: Photos = []

    def photo_keys(self) -> list[str]:
        return self.photos


class _OfCase(Shape):
    """About a case that the phone knows, or about the report that it sent under a key."""

    case_id: Id | None = None
    case_key: Hex | None = None

    @model_validator(mode="after")
    def _one_case(self) -> Self:
        if (self.case_id is None) == (self.case_key is None):
            raise ValueError("case_id or case_key")
        return self

    def about(self) -> str:
        return f"case:{self.case_id}" if self.case_id else f"action:{self.case_key}"


class SettleData(ReportData):
    """Found and put right in one go; ``case_id``, ``case_key``: it was reported already."""

    outcome: Text
    outcome_photos: Photos = []
    case_id: Id | None = None
    case_key: Hex | None = None

    @model_validator(mode="after")
    def _one_case(self) -> Self:
        if self.case_id and self.case_key:
            raise ValueError("case_id or case_key")
        return self

    def about(self) -> str:
        if self.case_key:
            return f"action:{self.case_key}"
        return f"case:{self.case_id}" if self.case_id else ""

    def photo_keys(self) -> list[str]:
        return [*self.photos, *self.outcome_photos]


class KeepData(_OfCase):
    pass


class HandleData(_OfCase):
    outcome: Text
    photos: Photos = []

    def photo_keys(self) -> list[str]:
        return self.photos


class ReasonData(_OfCase):
    reason: Text


class AssignData(_OfCase):
    handler_id: Id


class VerifyData(_OfCase):
    note: Text = ""


class NoteData(_OfCase):
    text: Text
    mentioned: Annotated[list[Id], Field(max_length=10)] = []
    photos: Photos = []

    def photo_keys(self) -> list[str]:
        return self.photos


class HandOverData(Shape):
    """What this person has in hand there goes to the next on duty, or to ``taker_id``."""

    place_id: Id | None = None
    unit_id: Id | None = None
    taker_id: Id | None = None
    note: Text = ""


class VisitData(Shape):
    entry_id: Id
    note: Text = ""
    need: Text = ""
    need_kind: Line = ""

    def about(self) -> str:
        return f"care:{self.entry_id}"


class FindingData(Shape):
    """What was found at an item of a point of a round; where one stood, if the phone knows."""

    point_id: Id
    item_id: Id
    result: Literal["met", "partly", "unmet"]
    note: Text = ""
    solved: Text = ""
    lng: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    system: Annotated[System, Field(strict=False)] = System.WGS84
    photos: Photos = []
    after_photos: Photos = []

    def about(self) -> str:
        return f"point:{self.point_id}"

    def photo_keys(self) -> list[str]:
        return [*self.photos, *self.after_photos]


class RestData(Shape):
    point_id: Id

    def about(self) -> str:
        return f"point:{self.point_id}"


SHAPES: dict[Kind, type[Shape]] = {
    Kind.REPORT: ReportData,
    Kind.SETTLE: SettleData,
    Kind.KEEP: KeepData,
    Kind.HANDLE: HandleData,
    Kind.PASS_UP: ReasonData,
    Kind.ASSIGN: AssignData,
    Kind.HAND_OVER: HandOverData,
    Kind.VERIFY: VerifyData,
    Kind.RETURN: ReasonData,
    Kind.VISIT: VisitData,
    Kind.NOTE: NoteData,
    Kind.FINDING: FindingData,
    Kind.REST: RestData,
}


def shaped(kind: Kind, data: dict[str, Any]) -> Shape:
    """Read the data of an action, or say what of it is wrong."""
    try:
        return SHAPES[kind].model_validate(data)
    except ValidationError as wrong:
        places = (".".join(map(str, item["loc"])) or "data" for item in wrong.errors())
        raise NotUnderstood(fields=", ".join(sorted(set(places)))[:_LONGEST]) from None
