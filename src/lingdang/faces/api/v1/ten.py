"""The ten that matter most: what the desk reads and does, for programs."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.suggestions.public import (
    ItemData,
    Quarter,
    TenItem,
    TenList,
    confirm_ten,
    contentment_of,
    draft_ten,
    finish_item,
    finish_node,
    items_of,
    move_item,
    remove_item,
    save_item,
    ten_for,
    tens_for,
)

router = Router()
_MOST = 200
_ALL = refusals(403, 404, 409)
NEW = 201
Line = Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")]
Long = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class TenOut(Schema):
    id: int
    place_id: int
    year: int
    quarter: str
    state: str
    confirmed_at: datetime | None


class NodeOut(Schema):
    id: int
    what: str
    due_on: date
    done_on: date | None
    note: str


class SaidOut(Schema):
    stars: float
    people: int


class ItemOut(Schema):
    id: int
    rank: int
    title: str
    hot_matter_id: int | None
    unit_id: int | None
    promise: str
    due_on: date | None
    done_on: date | None
    outcome: str
    nodes: list[NodeOut]
    before: SaidOut | None
    after: SaidOut | None


class TenDetail(TenOut):
    items: list[ItemOut]


class NewTen(Strict):
    place_id: Id
    year: int
    quarter: Quarter = Quarter.YEAR


class NodeIn(Strict):
    due_on: date
    what: Line


class ItemIn(Strict):
    title: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]
    unit_id: Id | None = None
    promise: Long = ""
    due_on: date | None = None
    hot_matter_id: Id | None = None
    nodes: Annotated[list[NodeIn], Field(max_length=20)] = []

    def data_of_item(self) -> ItemData:
        return ItemData(
            title=self.title,
            unit_id=self.unit_id,
            promise=self.promise,
            due_on=self.due_on,
            matter_id=self.hot_matter_id,
            nodes=tuple((node.due_on, node.what) for node in self.nodes),
        )


class MoveIn(Strict):
    up: bool


class NoteIn(Strict):
    note: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")] = ""


class OutcomeIn(Strict):
    outcome: Long


@router.get(
    "/ten-lists", response={200: list[TenOut], **refusals()}, summary="The lists of ten matters"
)
def list_tens(request: HttpRequest) -> HttpResponse:
    return written([_ten(one) for one in tens_for(actor_of(request))[:_MOST]])


@router.get(
    "/ten-lists/{ten_id}",
    response={200: TenDetail, **refusals(404)},
    summary="One list, with what is promised and how far it is",
)
def show_ten(request: HttpRequest, ten_id: Id) -> HttpResponse:
    return _shown(request, ten_id)


@router.post("/ten-lists", response={201: TenDetail, **_ALL}, summary="Draft one from what is hot")
def create_ten(request: HttpRequest, told: NewTen) -> HttpResponse:
    ten = draft_ten(by=actor_of(request), **told.model_dump())
    return _shown(request, ten.pk, NEW)


@router.post("/ten-lists/{ten_id}/items", response={201: TenDetail, **_ALL}, summary="Add one")
def create_item(request: HttpRequest, ten_id: Id, told: ItemIn) -> HttpResponse:
    save_item(ten_id=ten_id, item=told.data_of_item(), by=actor_of(request))
    return _shown(request, ten_id, NEW)


@router.put(
    "/ten-lists/{ten_id}/items/{item_id}",
    response={200: TenDetail, **_ALL},
    summary="Say all of one anew",
)
def change_item(request: HttpRequest, ten_id: Id, item_id: Id, told: ItemIn) -> HttpResponse:
    by = actor_of(request)
    save_item(ten_id=ten_id, item_id=item_id, item=told.data_of_item(), by=by)
    return _shown(request, ten_id)


@router.post(
    "/ten-lists/{ten_id}/items/{item_id}/move",
    response={200: TenDetail, **_ALL},
    summary="Let it change places with its neighbour",
)
def shift_item(request: HttpRequest, ten_id: Id, item_id: Id, told: MoveIn) -> HttpResponse:
    move_item(ten_id=ten_id, item_id=item_id, up=told.up, by=actor_of(request))
    return _shown(request, ten_id)


@router.delete(
    "/ten-lists/{ten_id}/items/{item_id}",
    response={200: TenDetail, **_ALL},
    summary="Take it out",
)
def delete_item(request: HttpRequest, ten_id: Id, item_id: Id) -> HttpResponse:
    remove_item(ten_id=ten_id, item_id=item_id, by=actor_of(request))
    return _shown(request, ten_id)


@router.post(
    "/ten-lists/{ten_id}/confirm",
    response={200: TenDetail, **_ALL},
    summary="Confirm it: everybody can read it from then on",
)
def take_confirm(request: HttpRequest, ten_id: Id) -> HttpResponse:
    confirm_ten(ten_id=ten_id, by=actor_of(request))
    return _shown(request, ten_id)


@router.post(
    "/ten-lists/{ten_id}/nodes/{node_id}/done",
    response={200: TenDetail, **_ALL},
    summary="Note that what was due on the way is done",
)
def take_node(request: HttpRequest, ten_id: Id, node_id: Id, told: NoteIn) -> HttpResponse:
    finish_node(ten_id=ten_id, node_id=node_id, note=told.note, by=actor_of(request))
    return _shown(request, ten_id)


@router.post(
    "/ten-lists/{ten_id}/items/{item_id}/done",
    response={200: TenDetail, **_ALL},
    summary="Say what came of it",
)
def take_item(request: HttpRequest, ten_id: Id, item_id: Id, told: OutcomeIn) -> HttpResponse:
    finish_item(ten_id=ten_id, item_id=item_id, outcome=told.outcome, by=actor_of(request))
    return _shown(request, ten_id)


def _ten(ten: TenList) -> Plain:
    return {
        "id": ten.pk,
        "place_id": ten.place_id,
        "year": ten.year,
        "quarter": ten.quarter,
        "state": ten.state,
        "confirmed_at": ten.confirmed_at,
    }


def _shown(request: HttpRequest, ten_id: int, status: int = 200) -> HttpResponse:
    ten = ten_for(actor_of(request), ten_id)
    items = items_of(ten)
    said = contentment_of(ten, items)
    return written(
        {
            **_ten(ten),
            "items": [
                {**_item(one), "before": said[one.pk].before, "after": said[one.pk].after}
                for one in items
            ],
        },
        status,
    )


def _item(item: TenItem) -> Plain:
    nodes = sorted(item.nodes.all(), key=lambda node: (node.due_on, node.pk))
    return {
        "id": item.pk,
        "rank": item.rank,
        "title": item.title,
        "hot_matter_id": item.matter_id,
        "unit_id": item.unit_id,
        "promise": item.promise,
        "due_on": item.due_on,
        "done_on": item.done_on,
        "outcome": item.outcome,
        "nodes": [
            {
                "id": node.pk,
                "what": node.what,
                "due_on": node.due_on,
                "done_on": node.done_on,
                "note": node.note,
            }
            for node in nodes
        ],
    }
