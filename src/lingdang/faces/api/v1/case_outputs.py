"""What callers receive of cases, as the OpenAPI document tells it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from lingdang.faces.api.v1.outputs import PlaceName


class Reported(Schema):
    id: int
    number: str
    state: str
    place_id: int
    follow_token: str | None
    again: bool


class ReportedOfBatch(Reported):
    index: int


class Refused(Schema):
    """What speaks against one report of a batch."""

    index: int
    type: str
    title: str
    status: int
    problems: dict[str, str]


class ReportedBatch(Schema):
    """In the order in which they were sent."""

    cases: list[ReportedOfBatch | Refused]


class Photo(Schema):
    id: int
    public_id: UUID
    moment: str
    width: int
    height: int
    taken_at: datetime | None
    released: bool


class StepRow(Schema):
    step: str
    title: str


class Taken(Schema):
    id: int
    number: str
    state: str
    due_at: datetime | None


class CaseRow(Schema):
    id: int
    public_id: UUID
    number: str
    state: str
    source: str
    category: str | None
    procedure: str | None
    description: str
    address: str
    lng: float | None
    lat: float | None
    place: PlaceName
    unit_id: int | None
    handler_id: int | None
    received_at: datetime
    due_at: datetime | None
    suspended_since: datetime | None
    rung: int
    closed_at: datetime | None
    returns: int
    reopened: int
    merged_into_id: int | None
    parent_id: int | None


class CasePage(Schema):
    cases: list[CaseRow]
    after: str | None


class Kin(Schema):
    """Another case that this one has to do with, as far as it shows."""

    id: int
    number: str
    state: str
    description: str
    unit_id: int | None
    due_at: datetime | None
    outcome: str


class Link(Schema):
    """``forth``: read from this case to the other."""

    kind: str
    title: str
    forth: bool
    found: bool
    other: Kin


class CaseDetail(CaseRow):
    standard_id: int | None
    origin_place: PlaceName
    path: list[PlaceName]
    level_settled: str | None
    located_how: str
    outcome: str
    reason: str
    anonymous: bool
    rating: int | None
    settled: bool | None
    attributes: dict[str, Any]
    particulars: dict[str, Any]
    filed_at: datetime | None
    dispatched_at: datetime | None
    handled_at: datetime | None
    verified_at: datetime | None
    called_back_at: datetime | None
    changed_at: datetime
    extensions: int
    misdispatches: int
    overdue: bool
    excused: bool
    photos: list[Photo]
    steps: list[StepRow]
    leading: Kin | None
    merged: list[Kin]
    parent: Kin | None
    parts: list[Kin]
    links: list[Link]


class Entry(Schema):
    at: datetime
    event: str
    title: str
    who: str
    note: str
    photos: list[Photo]


class RemarkRow(Schema):
    """``who`` is empty when the reporter spoke; ``ending`` while a question is open."""

    id: int
    kind: str
    audience: str
    text: str
    at: datetime
    who: str
    case_id: int
    about_id: int | None
    corrected: bool
    way: str | None
    until: datetime | None
    ending: str | None
    mentioned: list[str]
    photos: list[Photo]


class OpenQuestion(Schema):
    case_id: int
    number: str
    text: str
    asked_by: int | None
    at: datetime
    until: datetime


class WaitingRow(Schema):
    """A case whose reporters wait for a reply, and since when."""

    case_id: int
    number: str
    state: str
    category: str | None
    since: datetime


class StandardReplyRow(Schema):
    id: int
    title: str
    text: str
    category: str | None
    state: str
    used: int
    active: bool


class ApplicationRow(Schema):
    id: int
    case_id: int
    case_number: str
    kind: str
    state: str
    unit_id: int | None
    reason: str
    until: datetime | None
    asked_by: int
    asked_at: datetime
    agreed_by: int | None
    agreed_at: datetime | None
    decided_by: int | None
    decided_at: datetime | None
    words: str
    steps: list[StepRow]


class ApplicationPage(Schema):
    applications: list[ApplicationRow]
    before: int | None
