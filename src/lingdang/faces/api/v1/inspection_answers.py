"""What inspections answer to programs."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class RoundOut(Schema):
    id: int
    name: str
    kind: str
    unannounced: bool
    place_id: int
    checklist_id: int
    from_on: date
    until_on: date
    state: str
    version: int
    seed: str
    began_at: datetime | None
    done_at: datetime | None
    published_at: datetime | None
    group_ids: list[int]
    organiser_ids: list[int]


class Rounds(Schema):
    rounds: list[RoundOut]
    more: bool


class DrawOut(Schema):
    """``wrong`` says what does not agree when it is drawn again now; empty when all does."""

    seed: str
    draw: dict[str, Any]
    wrong: list[str]


class PointOut(Schema):
    id: int
    round_id: int
    number: int
    label: str
    kind: str
    place_id: int
    entry_id: int | None
    group_id: int | None
    lng: float | None
    lat: float | None
    seen_at: datetime | None


class Points(Schema):
    points: list[PointOut]


class FindingOut(Schema):
    id: int
    round_id: int
    point_id: int
    item_id: int
    result: str
    note: str
    solved: str
    lng: float | None
    lat: float | None
    found_at: datetime
    revision: int
    case_id: int | None
    order_id: int | None


class LedgerRow(FindingOut):
    standing: str
    unit_id: int | None
    handed_at: datetime | None
    rectified_at: datetime | None


class Findings(Schema):
    findings: list[FindingOut]


class LedgerPage(Schema):
    findings: list[LedgerRow]
    more: bool


class SumOut(Schema):
    """Delays in seconds: from found to handed over, from handed over to put right."""

    key: Any
    found: int
    rectified: int
    open: int
    dropped: int
    came_back: int
    percent: float | None
    handing: float | None
    handing_worst: float | None
    righting: float | None
    righting_worst: float | None


class Sums(Schema):
    whole: SumOut
    sums: list[SumOut]


class GivenOut(Schema):
    finding_id: int
    unit_id: int | None
    due_on: date
    order_id: int | None
    refusal: str
    sentence: str


class GivenAll(Schema):
    outcome: list[GivenOut]


class OrderOut(Schema):
    id: int
    round_id: int
    unit_id: int
    due_on: date
    note: str
    made_at: datetime
    received_at: datetime | None
    findings: int
    rectified: int


class Orders(Schema):
    orders: list[OrderOut]
    more: bool


class CircularOut(Schema):
    id: int
    round_id: int
    number: str
    title: str
    text: str
    version: int
    figures: dict[str, Any]
    published_at: datetime | None
    named: list[dict[str, Any]]


class Circulars(Schema):
    circulars: list[CircularOut]


class ChecklistOut(Schema):
    id: int
    code: str
    name: str
    point_type: str
    place_id: int
    versions: list[dict[str, Any]]


class ChecklistItems(ChecklistOut):
    items: list[dict[str, Any]]


class Checklists(Schema):
    checklists: list[ChecklistOut]


class GroupOut(Schema):
    id: int
    unit_id: int
    area_id: int | None
    leader_id: int | None
    member_ids: list[int]


class AreaOut(Schema):
    id: int
    name: str
    place_id: int
    place_ids: list[int]


class GroupsOut(Schema):
    areas: list[AreaOut]
    groups: list[GroupOut]
    in_no_area: list[int]


class CellOut(Schema):
    area_id: int | None
    trade: str
    seen_at: datetime | None


class Cells(Schema):
    cells: list[CellOut]
