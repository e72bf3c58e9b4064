"""What callers receive, as the OpenAPI document tells it; answers do not pass through it."""

import datetime as dt
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict


class Problem(Schema):
    """RFC 9457. ``problems`` maps a field to its sentence; refusals add facts of their own."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    problems: dict[str, str] | None = None


def refusals(*more: int) -> dict[int, type[Problem]]:
    """Say what every address may answer besides, and ``more``."""
    return dict.fromkeys(sorted({400, 401, 422, *more}), Problem)


class Health(Schema):
    status: str


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


class PlaceName(Schema):
    id: int
    name: str
    level: str


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


class OddDay(Schema):
    date: dt.date
    worked: bool
    name: str


class OddDays(Schema):
    days: list[OddDay]
    unknown_years: list[int]


class DaysEntered(Schema):
    days: int


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
    steps: list["StepRow"]


class ApplicationPage(Schema):
    applications: list[ApplicationRow]
    before: int | None


class CasePage(Schema):
    cases: list[CaseRow]
    after: str | None


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


class Stored(Schema):
    id: int
    public_id: UUID
    sha256: str
    kind: str
    bytes: int
    width: int
    height: int
    taken_at: datetime | None


class Category(Schema):
    code: str
    kind: str
    name: str
    parent: str | None
    urgent: bool
    for_residents: bool


class EditionRow(Schema):
    id: int
    name: str
    state: str
    since: dt.date | None
    until: dt.date | None
    scheme: str | None
    standards: int


class LimitRow(Schema):
    """``street_class`` is none where it holds in all streets of which nothing else is said."""

    street_class: str | None
    purpose: str
    amount: int
    unit: str
    written: str


class StandardRow(Schema):
    id: int
    edition_id: int
    category: str
    number: int
    condition: str
    closing: str
    responsible: str
    basis: str
    supervisors: str
    evidence: str
    unit_id: int | None
    limits: list[LimitRow]


class StandardPage(Schema):
    standards: list[StandardRow]
    after: int | None


class PlaceRow(Schema):
    id: int
    code: str | None
    name: str
    level: str
    level_name: str
    parent_id: int | None
    depth: int


class Located(Schema):
    place: PlaceName
    path: list[PlaceName]
    how: str
    metres: float


class Member(Schema):
    """``phone`` is empty unless it may be called by anyone."""

    person_id: int
    role: str
    role_label: str
    display: str
    phone: str
    place_id: int
    on_duty: bool


class UnitRow(Schema):
    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    place_id: int | None


class FeatureCollection(Schema):
    type: str
    features: list[dict[str, Any]]


class InboxMessage(Schema):
    id: int
    at: datetime
    what: str
    title: str
    text: str
    about: str
    number: str
    urgent: bool
    read: bool


class InboxPage(Schema):
    messages: list[InboxMessage]
    unread: int
    next: int | None


class MarkedRead(Schema):
    marked: int


class SuggestedCategory(Schema):
    code: str
    name: str
    probability: float
    words: list[str]
    sure: bool


class SuggestedPlace(Schema):
    word: str
    place: PlaceName | None
    lng: float | None
    lat: float | None


class SuggestedDuplicate(Schema):
    id: int
    number: str
    state: str
    description: str
    received_at: datetime
    likeness: float
    metres: int | None
    joined: int


class Suggestions(Schema):
    categories: list[SuggestedCategory]
    places: list[SuggestedPlace]
    duplicates: list[SuggestedDuplicate]


class OwnAccount(Schema):
    name: str
    phone: str
    since: datetime


class OwnData(Schema):
    """Unmasked, to whoever it is about; matters with their timeline and conversation."""

    account: OwnAccount
    home: dict[str, Any] | None
    follows: list[str]
    matters: list[dict[str, Any]]
    met_too: list[str]
    messages: list[dict[str, Any]]
