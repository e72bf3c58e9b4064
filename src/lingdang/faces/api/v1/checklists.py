"""Check-lists, areas and supervision groups, by program."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.inspection_answers import (
    AreaOut,
    ChecklistItems,
    ChecklistOut,
    Checklists,
    GroupOut,
    GroupsOut,
)
from lingdang.faces.api.v1.inspection_schemas import (
    AreaIn,
    ChecklistIn,
    GroupIn,
    PublishIn,
)
from lingdang.faces.api.v1.inspections import ALL, plain
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.inspections.public import (
    COLUMNS,
    Area,
    Checklist,
    Group,
    areas_for,
    checklist_for,
    checklists_for,
    draft_checklist,
    draft_of,
    draw_area,
    form_group,
    groups_for,
    items_of,
    lines_of,
    publish_checklist,
    towns_without_area,
    version_in_force,
    versions_of,
)
from lingdang.kernel.errors import Incomplete

router = Router()
_NEW = 201


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
