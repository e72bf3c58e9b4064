"""What callers send: checked here, before any room is entered."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from lingdang.approvals.public import Kind
from lingdang.approvals.public import State as ApplicationState
from lingdang.cases.public import MOST_UNITS as UNITS_AT_MOST
from lingdang.cases.public import (
    REPORTS_AT_ONCE,
    Channel,
    LinkKind,
    Rung,
    Source,
    State,
    SuspensionKind,
)
from lingdang.evidence.public import PHOTOS_AT_ONCE
from lingdang.faces.api.v1.fields import Finite, Id, Key, Lat, Line, Lng, Moment, Text
from lingdang.kernel.coordinates import System
from lingdang.talks.public import MENTIONED_AT_MOST, Way

Stars = Annotated[int, Field(ge=1, le=5)]


class Strict(Schema):
    """A field nobody knows is a mistake of the caller's, not silence of ours."""

    model_config = ConfigDict(extra="forbid")


Particulars = Annotated[dict[Line, Text | bool | int | Finite | None], Field(max_length=20)]


class NewCase(Strict):
    """``source``: how it came in, among those that you may enter."""

    source: Source = Source.API
    description: Text = ""
    category: Line | None = None
    lng: Lng | None = None
    lat: Lat | None = None
    system: System = System.WGS84
    place_id: Id | None = None
    address: Line = ""
    photo_ids: Annotated[list[Id], Field(max_length=PHOTOS_AT_ONCE)] = []
    contact_name: Line = ""
    contact_phone: Line = ""
    anonymous: bool = False
    procedure: Line | None = None
    particulars: Particulars = {}


class NewCaseOfBatch(NewCase):
    request_key: Key | None = None


class Batch(Strict):
    cases: Annotated[list[NewCaseOfBatch], Field(min_length=1, max_length=REPORTS_AT_ONCE)]
    partial: bool = False


class PartData(Strict):
    unit_id: Id
    task: Text


class StepData(Strict):
    """What the steps ask for between them; each step says what it misses."""

    category_code: Line | None = None
    procedure_code: Line | None = None
    particulars: Particulars | None = None
    standard_id: Id | None = None
    unit_id: Id | None = None
    handler_id: Id | None = None
    reason: Text | None = None
    outcome: Text | None = None
    note: Text | None = None
    comment: Text | None = None
    photo_ids: Annotated[list[Id], Field(max_length=PHOTOS_AT_ONCE)] | None = None
    settled: bool | None = None
    stars: Stars | None = None
    channel: Channel | None = None
    into_id: Id | None = None
    lead_unit_id: Id | None = None
    parts: Annotated[list[PartData], Field(max_length=UNITS_AT_MOST)] | None = None


class NewQuestion(Strict):
    text: Text


class NewAnswer(Strict):
    text: Text = ""
    photo_ids: Annotated[list[Id], Field(max_length=PHOTOS_AT_ONCE)] = []


class NewReply(Strict):
    """``sure``: telephone and identity numbers in a public reply are meant.

    ``way``: they were told by telephone or face to face, and this is what was said.
    """

    text: Text
    public: bool
    sure: bool = False
    way: Way | None = None
    standard_id: Id | None = None


class NewNote(Strict):
    text: Text
    mentioned: Annotated[list[Id], Field(max_length=MENTIONED_AT_MOST)] = []
    corrects_id: Id | None = None
    photo_ids: Annotated[list[Id], Field(max_length=PHOTOS_AT_ONCE)] = []


class NewStandardReply(Strict):
    """``category`` and ``state`` narrow where it is offered; empty: everywhere."""

    title: Line
    text: Text
    category: Line = ""
    state: Line = ""
    active: bool = True


class NewReplyRule(Strict):
    """``required``: staff closes nothing before a reply; false: none is due; null: as usual."""

    required: bool | None


class NewLink(Strict):
    """The case *kind* the other one: ``related``, ``caused_by`` or ``repeats``."""

    kind: LinkKind
    other_id: Id


class Entered(Strict):
    """What an entry asks for stands under ``entries`` of the dossier."""

    data: Particulars = {}
    photo_ids: Annotated[list[Id], Field(max_length=PHOTOS_AT_ONCE)] = []


class Why(Strict):
    reason: Line


class NewErrand(Strict):
    service: Line
    description: Text = ""
    place_id: Id | None = None
    lng: Lng | None = None
    lat: Lat | None = None
    system: System = System.WGS84
    address: Line = ""
    contact_name: Line = ""
    contact_phone: Line = ""


class NewVisit(Strict):
    on: date
    note: Text = ""
    need: Text = ""
    need_kind: Line = ""


class RemovalFilters(Strict):
    year: Annotated[int, Field(ge=2000, le=2199)]
    place: Id | None = None


class Answer(Strict):
    """The reporter's own word: settled closes the case, not settled takes it up again."""

    settled: bool
    stars: Stars | None = None
    comment: Text = ""


class NewApplication(Strict):
    """``until`` is for hanging up: within a year."""

    kind: Kind
    reason: Text
    until: Moment | None = None


class Word(Strict):
    """A refusal says why."""

    words: Text = ""


class Refiling(Strict):
    category_code: Line


class Resuming(Strict):
    """Why the clock stands still that shall go on."""

    kind: SuspensionKind


class ApplicationFilters(Strict):
    """``waiting``: for your word; ``before``: the next page begins below this id."""

    kind: list[Kind] = []
    state: list[ApplicationState] = []
    case: Id | None = None
    waiting: bool = False
    before: Id | None = None
    size: Annotated[int, Field(ge=1, le=100)] = 50


class CaseFilters(Strict):
    state: list[State] = []
    category: list[Line] = []
    source: list[Source] = []
    procedure: list[Line] = []
    rung: list[Rung] = []
    suspended: bool | None = None
    place: Id | None = None
    unit: Id | None = None
    search: Line = ""
    received_from: Moment | None = None
    received_to: Moment | None = None
    bbox: Line = ""
    order: Literal["newest", "oldest", "due"] = "newest"
    after: Line = ""
    size: Annotated[int, Field(ge=1, le=100)] = 50


class StandardFilters(Strict):
    edition: Id | None = None
    category: Line = ""
    search: Line = ""
    after: Id | None = None
    size: Annotated[int, Field(ge=1, le=200)] = 100


class Point(Strict):
    lng: Lng
    lat: Lat
    system: System = System.WGS84
    day: date | None = None


class BoundaryFilters(Strict):
    level: Line | None = None
    below: Id | None = None
    day: date | None = None
    system: System = System.WGS84
    bbox: Line = ""


class Writing(Strict):
    """A report that is not sent yet."""

    description: Text = ""
    address: Line = ""
    lng: Lng | None = None
    lat: Lat | None = None
    system: System = System.WGS84


class Release(Strict):
    released: bool
