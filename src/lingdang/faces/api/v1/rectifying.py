"""The rectified ledger, orders and circulars; check-lists and groups; by program."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import Query, Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.inspection_schemas import (
    AreaIn,
    AreaOut,
    Cells,
    ChangedCircular,
    ChecklistIn,
    ChecklistItems,
    ChecklistOut,
    Checklists,
    CircularOut,
    Circulars,
    GivenAll,
    GroupIn,
    GroupOut,
    GroupsOut,
    LedgerFilters,
    LedgerPage,
    NewCircular,
    OrderIn,
    OrderOut,
    Orders,
    Paged,
    PublishIn,
    SumFilters,
    Sums,
)
from lingdang.faces.api.v1.inspections import ALL, FINDING, plain
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.inspections.public import (
    COLUMNS,
    Area,
    Checklist,
    Circular,
    Finding,
    Given,
    Group,
    Order,
    Sum,
    Wanted,
    Wish,
    areas_for,
    checklist_for,
    checklists_for,
    circular_for,
    circulars_for,
    confirm_circular,
    draft_checklist,
    draft_of,
    draw_area,
    form_group,
    give_order,
    groups_for,
    items_of,
    ledger_for,
    lines_of,
    matrix_for,
    named_in,
    order_for,
    orders_for,
    paper_of,
    preview_order,
    publish_checklist,
    publish_circular,
    receipt_order,
    rewrite_circular,
    sums_of,
    towns_without_area,
    version_in_force,
    versions_of,
    whole_of,
    write_circular,
)
from lingdang.kernel.errors import Incomplete

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


@router.get("/ledger", response={200: LedgerPage, **refusals()}, summary="The rectified ledger")
def list_ledger(request: HttpRequest, filters: Query[LedgerFilters]) -> HttpResponse:
    require_known(request, LedgerFilters)
    found = ledger_for(actor_of(request), _wanted(filters)).order_by("-pk")
    rows = list(found[filters.skip : filters.skip + filters.size + 1])
    told = [_ledger_row(it) for it in rows[: filters.size]]
    return written({"findings": told, "more": len(rows) > filters.size})


def _ledger_row(it: Finding) -> Plain:
    more = plain(it, ("standing", "handed_at", "rectified_at"))
    return {**plain(it, FINDING), **more, "unit_id": it.unit_of}  # type: ignore[attr-defined]  # annotated


@router.get("/ledger/totals", response={200: Sums, **refusals()}, summary="The ledger, added up")
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


@router.get("/circulars/{circular_id}/document", summary="As a document")
def show_document(request: HttpRequest, circular_id: Id) -> FileResponse:
    actor = actor_of(request)
    paper = paper_of(circular_for(actor, circular_id), actor)
    return FileResponse(paper, content_type=_DOCX, filename=f"circular-{circular_id}.docx")


@router.get("/checklists", response={200: Checklists, **refusals()}, summary="Check-lists")
def list_checklists(request: HttpRequest) -> HttpResponse:
    found = checklists_for(actor_of(request)).order_by("name", "pk")
    return written({"checklists": [_checklist(it) for it in found]})


def _checklist(it: Checklist) -> Plain:
    versions = [plain(one, ("id", "number", "revision", "published_at")) for one in versions_of(it)]
    return {**plain(it, ("id", "code", "name", "point_type", "place_id")), "versions": versions}


@router.post("/checklists", response={_NEW: ChecklistOut, **ALL}, summary="Draft a check-list")
def create_checklist(request: HttpRequest, sent: ChecklistIn) -> HttpResponse:
    said = sent.dict(exclude={"items"})
    rows = [{name: _cell(it) for name, it in item.dict().items()} for item in sent.items]
    made, report = draft_checklist(**said, rows=rows, by=actor_of(request))
    if report.problems:
        raise Incomplete({f"items.{it.row - 2}": it.sentence for it in report.problems})
    return written(_checklist(made), _NEW)


def _cell(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


@router.get(
    "/checklists/{checklist_id}", response={200: ChecklistItems, **ALL}, summary="Its items"
)
def show_checklist(request: HttpRequest, checklist_id: Id) -> HttpResponse:
    known = checklist_for(actor_of(request), checklist_id)
    version = version_in_force(known) or draft_of(known)
    items = items_of(version) if version else []
    lines = zip(items, lines_of(items), strict=True)
    told = [{"id": it.pk, **dict(zip(COLUMNS, line, strict=True))} for it, line in lines]
    return written({**_checklist(known), "items": told})


@router.post(
    "/checklists/{checklist_id}/publish",
    response={200: ChecklistOut, **ALL},
    summary="Publish its draft",
)
def issue_checklist(request: HttpRequest, checklist_id: Id, sent: PublishIn) -> HttpResponse:
    actor = actor_of(request)
    known = checklist_for(actor, checklist_id)
    publish_checklist(checklist_id=known.pk, revision=sent.revision, by=actor)
    return written(_checklist(known))


@router.get("/groups", response={200: GroupsOut, **refusals()}, summary="Areas and groups")
def list_groups(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    areas = list(areas_for(actor))
    told = {
        "areas": [_area(it) for it in areas],
        "groups": _groups(groups_for(actor)),
        "in_no_area": _left(areas),
    }
    return written(told)


def _left(areas: Iterable[Area]) -> list[int]:
    divided = sorted({it.place_id for it in areas})
    return [node.id for pk in divided for node in towns_without_area(pk)]


def _area(it: Area) -> Plain:
    ids = sorted(it.places.values_list("place_id", flat=True))
    return {**plain(it, ("id", "name", "place_id")), "place_ids": ids}


def _groups(found: QuerySet[Group]) -> list[Plain]:
    return [_group(it) for it in found]


def _group(it: Group) -> Plain:
    members = list(it.members.all())
    leader = next((one.person_id for one in members if one.leads), None)
    ids = sorted(one.person_id for one in members)
    return {**plain(it, ("id", "unit_id", "area_id")), "leader_id": leader, "member_ids": ids}


@router.post("/areas", response={200: AreaOut, **ALL}, summary="Draw an area")
def put_area(request: HttpRequest, sent: AreaIn) -> HttpResponse:
    return written(_area(draw_area(**sent.dict(), by=actor_of(request))))


@router.post("/groups", response={200: GroupOut, **ALL}, summary="Form a group")
def put_group(request: HttpRequest, sent: GroupIn) -> HttpResponse:
    return written(_group(form_group(**sent.dict(), by=actor_of(request))))
