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


class PlaceName(Schema):
    id: int
    name: str
    level: str


class OddDay(Schema):
    date: dt.date
    worked: bool
    name: str


class OddDays(Schema):
    days: list[OddDay]
    unknown_years: list[int]


class DaysEntered(Schema):
    days: int


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
