"""The rectified ledger, orders and circulars, by program."""

from datetime import timedelta

from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.inspection_answers import (
    Cells,
    CircularOut,
    Circulars,
    GivenAll,
    LedgerPage,
    OrderOut,
    Orders,
    Sums,
)
from lingdang.faces.api.v1.inspection_schemas import (
    ChangedCircular,
    LedgerFilters,
    NewCircular,
    OrderIn,
    Paged,
    SumFilters,
)
from lingdang.faces.api.v1.inspections import ALL, FINDING, plain
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.inspections.public import (
    Circular,
    Finding,
    Given,
    Order,
    Sum,
    Wanted,
    Wish,
    circular_for,
    circulars_for,
    confirm_circular,
    give_order,
    ledger_for,
    matrix_for,
    named_in,
    order_for,
    orders_for,
    paper_of,
    preview_order,
    publish_circular,
    receipt_order,
    rewrite_circular,
    sums_of,
    whole_of,
    write_circular,
)

router = Router()
_NEW = 201
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _wanted(asked: LedgerFilters) -> Wanted:
    names = (
        "round_id",
        "unit_id",
        "place_id",
        "group_id",
        "trade",
        "item",
        "back",
        "first",
        "last",
    )
    said = {name: getattr(asked, name) for name in names}
    return Wanted(**said, standing=asked.standing or "", words=asked.search)


@router.get("/ledger", response={200: LedgerPage, **refusals(404)}, summary="The rectified ledger")
def list_ledger(request: HttpRequest, filters: Query[LedgerFilters]) -> HttpResponse:
    require_known(request, LedgerFilters)
    found = ledger_for(actor_of(request), _wanted(filters)).order_by("-pk")
    rows = list(found[filters.skip : filters.skip + filters.size + 1])
    told = [_ledger_row(it) for it in rows[: filters.size]]
    return written({"findings": told, "more": len(rows) > filters.size})


def _ledger_row(it: Finding) -> Plain:
    more = plain(it, ("standing", "handed_at", "rectified_at"))
    return {**plain(it, FINDING), **more, "unit_id": it.unit_of}  # type: ignore[attr-defined]  # annotated


@router.get("/ledger/totals", response={200: Sums, **refusals(404)}, summary="The ledger, added up")
def list_sums(request: HttpRequest, filters: Query[SumFilters]) -> HttpResponse:
    require_known(request, SumFilters)
    found = ledger_for(actor_of(request), _wanted(filters))
    sums = [_sum(it) for it in sums_of(found, filters.by)]
    return written({"whole": _sum(whole_of(found)), "sums": sums})


def _sum(it: Sum) -> Plain:
    counts = plain(it, ("key", "found", "rectified", "open", "dropped", "percent"))
    delays = ("handing", "handing_worst", "righting", "righting_worst")
    told = {name: _seconds(getattr(it, name)) for name in delays}
    return {**counts, **told, "came_back": it.back}


def _seconds(length: timedelta | None) -> float | None:
    return length.total_seconds() if length else None


@router.get("/missing", response={200: Cells, **refusals()}, summary="When what was inspected last")
def list_cells(request: HttpRequest) -> HttpResponse:
    cells = matrix_for(actor_of(request))
    return written({"cells": [plain(it, ("area_id", "trade", "seen_at")) for it in cells]})


@router.post("/orders", response={200: GivenAll, **ALL}, summary="Hand findings over to a unit")
def create_orders(request: HttpRequest, sent: OrderIn) -> HttpResponse:
    wish, actor = Wish(sent.unit_id, sent.due_on, sent.note), actor_of(request)
    ids = sent.finding_ids
    if sent.preview:
        given = preview_order(finding_ids=ids, wish=wish, by=actor)
    else:
        given = give_order(finding_ids=ids, wish=wish, key=sent.key, by=actor)
    return written({"outcome": [_given(it) for it in given]})


def _given(it: Given) -> Plain:
    return {
        **plain(it, ("unit_id", "due_on", "order_id")),
        "finding_id": it.finding.pk,
        "refusal": it.refusal.code if it.refusal else "",
        "sentence": str(it.refusal) if it.refusal else "",
    }


@router.get("/orders", response={200: Orders, **refusals()}, summary="Orders to units")
def list_orders(request: HttpRequest, filters: Query[Paged]) -> HttpResponse:
    require_known(request, Paged)
    found = orders_for(actor_of(request)).order_by("-pk")
    rows = list(found[filters.skip : filters.skip + filters.size + 1])
    told = [_order(it) for it in rows[: filters.size]]
    return written({"orders": told, "more": len(rows) > filters.size})


def _order(it: Order) -> Plain:
    names = ("id", "round_id", "unit_id", "due_on", "note", "made_at", "received_at")
    return {**plain(it, names), "findings": it.all_of, "rectified": it.right}  # type: ignore[attr-defined]  # annotated


@router.get("/orders/{order_id}", response={200: OrderOut, **ALL}, summary="One order")
def show_order(request: HttpRequest, order_id: Id) -> HttpResponse:
    return written(_order(order_for(actor_of(request), order_id)))


@router.post(
    "/orders/{order_id}/receipt", response={200: OrderOut, **ALL}, summary="Give a receipt"
)
def give_receipt(request: HttpRequest, order_id: Id) -> HttpResponse:
    actor = actor_of(request)
    receipt_order(order_id=order_id, by=actor)
    return written(_order(order_for(actor, order_id)))


@router.get("/circulars", response={200: Circulars, **refusals()}, summary="Circulars")
def list_circulars(request: HttpRequest) -> HttpResponse:
    found = circulars_for(actor_of(request)).order_by("-pk")[:100]
    return written({"circulars": [_circular(it) for it in found]})


def _circular(it: Circular) -> Plain:
    names = ("id", "round_id", "number", "title", "text", "version", "figures", "published_at")
    named = [plain(one, ("unit_id", "confirmed_at")) for one in named_in(it)]
    return {**plain(it, names), "named": named}


@router.post("/circulars", response={_NEW: CircularOut, **ALL}, summary="Begin a circular")
def create_circular(request: HttpRequest, sent: NewCircular) -> HttpResponse:
    return written(_circular(write_circular(**sent.dict(), by=actor_of(request))), _NEW)


@router.get("/circulars/{circular_id}", response={200: CircularOut, **ALL}, summary="One circular")
def show_circular(request: HttpRequest, circular_id: Id) -> HttpResponse:
    return written(_circular(circular_for(actor_of(request), circular_id)))


@router.put("/circulars/{circular_id}", response={200: CircularOut, **ALL}, summary="Rewrite it")
def put_circular(request: HttpRequest, circular_id: Id, sent: ChangedCircular) -> HttpResponse:
    done = rewrite_circular(circular_id=circular_id, **sent.dict(), by=actor_of(request))
    return written(_circular(done))


@router.post(
    "/circulars/{circular_id}/publish", response={200: CircularOut, **ALL}, summary="Publish it"
)
def issue_circular(request: HttpRequest, circular_id: Id) -> HttpResponse:
    return written(_circular(publish_circular(circular_id=circular_id, by=actor_of(request))))


@router.post(
    "/circulars/{circular_id}/confirm",
    response={200: CircularOut, **ALL},
    summary="Say that your units have read it",
)
def confirm_reading(request: HttpRequest, circular_id: Id) -> HttpResponse:
    actor = actor_of(request)
    confirm_circular(circular_id=circular_id, by=actor)
    return written(_circular(circular_for(actor, circular_id)))


@router.get("/circulars/{circular_id}/document", response={200: None, **ALL}, summary="As docx")
def show_document(request: HttpRequest, circular_id: Id) -> FileResponse:
    actor = actor_of(request)
    paper = paper_of(circular_for(actor, circular_id), actor)
    return FileResponse(paper, content_type=_DOCX, filename=f"circular-{circular_id}.docx")
