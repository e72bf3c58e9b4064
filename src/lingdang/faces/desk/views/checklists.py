"""Check-lists, in and out as sheets; areas and supervision groups 督导组."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.inspection_lists import AreaForm, ChecklistForm, GroupForm
from lingdang.faces.desk.forms.inspections import WordsForm
from lingdang.faces.desk.inspecting import Row, Shelf, counted_rows, tabs
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.views.rounds import SEES
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections.public import (
    COLUMNS,
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
    may_plan,
    publish_checklist,
    rows_of,
    towns_without_area,
    unformed_groups,
    version_in_force,
    versions_of,
)
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty
from lingdang.places.public import tree

_PLANS = desk(Duty.PLAN_ROUNDS)
_ORDERS = {"name": Order(("name", "id"), descending=False), "newest": Order(("id",))}
_GROUP_ORDERS = {"name": Order(("id",), descending=False), "newest": Order(("id",))}


def _found(request: ActorRequest) -> tuple[dict[str, Any], QuerySet[Checklist]]:
    asked = asked_in(WordsForm(request.GET))
    found = checklists_for(request.actor)
    if words := asked.get("q"):
        named = Q(name__icontains=words) | Q(code__icontains=words)
        found = found.filter(named | Q(point_type__icontains=words))
    return asked, found


def _head() -> list[str]:
    return [_("Name"), _("Code"), _("Type of point"), _("Place"), _("Version")]


def _cells(it: Checklist) -> list[object]:
    place = names.place_name(it.place_id, shown=1)
    newest = next((v for v in it.versions.all() if v.published_at), None)
    return [it.name, it.code, it.point_type, place, newest.number if newest else _("draft")]


@require_GET
@SEES
def checklists(request: ActorRequest) -> HttpResponse:
    asked, found = _found(request)
    page = page_of(found, _ORDERS[asked.get("sort", "name")], request.GET)
    plans = request.actor.has(Duty.PLAN_ROUNDS)
    shelf = Shelf(
        title=_("Check-lists"),
        note=_("What is looked at and by which words it is judged; what is published stays."),
        head=_head(),
        rows=[Row(reverse("desk:checklist", args=[it.pk]), _cells(it)) for it in page.rows],
        counted=counted_rows(page.counted),
        empty=_("No check-list fits."),
        export=f"{reverse('desk:checklists_export')}?{urlencode(asked)}",
        actions=[(reverse("desk:new_checklist"), _("Bring a sheet"))] if plans else [],
    )
    context = {
        "shelf": shelf,
        "page": page,
        "form": WordsForm(initial=asked),
        "query": urlencode(asked),
        "tabs": tabs("checklists"),
    }
    return answer(request, "inspections/list.html", context, part="results")


@require_GET
@SEES
def checklists_export(request: ActorRequest) -> FileResponse:
    asked, found = _found(request)
    ordered = found.order_by(*_ORDERS[asked.get("sort", "name")].by(backwards=False))
    return exports.sheet(_("Check-lists"), _head(), (_cells(it) for it in ordered))


@require_http_methods(["GET", "POST"])
@_PLANS
def new_checklist(request: ActorRequest) -> HttpResponse:
    form = ChecklistForm(request.actor, request.POST or None, request.FILES or None)
    problems: list[Any] = []
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        content = said.pop("file").read(settings.IMPORT_MAX_BYTES + 1)
        try:
            made, report = draft_checklist(**said, rows=rows_of(content), by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            problems = report.problems
            if not problems:
                return redirect("desk:checklist", made.pk)
    status = (form.status if form.errors or problems else 200) if form.is_bound else 200
    context = {"form": form, "problems": problems, "columns": ", ".join(COLUMNS)}
    return answer(request, "inspections/bring.html", context, status=status)


@require_GET
@SEES
def checklist(request: ActorRequest, checklist_id: int) -> HttpResponse:
    known = checklist_for(request.actor, checklist_id)
    versions = versions_of(known)
    asked = request.GET.get("version", "")
    draft, current = draft_of(known), version_in_force(known)
    shown = next((it for it in versions if str(it.number) == asked), current or draft)
    context = {
        "known": known,
        "versions": versions,
        "shown": shown,
        "items": items_of(shown) if shown else [],
        "draft": draft,
        "plans": may_plan(request.actor, known.place_id),
    }
    return answer(request, "inspections/checklist.html", context)


@require_GET
@SEES
def checklist_export(request: ActorRequest, checklist_id: int) -> FileResponse:
    known = checklist_for(request.actor, checklist_id)
    version = version_in_force(known) or draft_of(known)
    if version is None:
        raise NotFound
    return exports.sheet(known.name, COLUMNS, lines_of(items_of(version)))


@require_POST
@_PLANS
def publish(request: ActorRequest, checklist_id: int) -> HttpResponse:
    known = checklist_for(request.actor, checklist_id)
    revision = str(request.POST.get("revision", ""))
    try:
        publish_checklist(
            checklist_id=known.pk,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,  # noqa: PLR2004 -- as the column holds
            by=request.actor,
        )
    except DomainError as refusal:
        if refusal.status != 409:  # noqa: PLR2004 -- not possible now: said where it was pressed
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Published: from now on it stays as it is."))
    return redirect("desk:checklist", known.pk)


def _groups(request: ActorRequest) -> tuple[dict[str, Any], QuerySet[Group]]:
    asked = asked_in(WordsForm(request.GET))
    found = groups_for(request.actor)
    if words := asked.get("q"):
        found = found.filter(Q(unit__name__icontains=words) | Q(area__name__icontains=words))
    return asked, found.order_by()


def _group_cells(it: Group) -> list[object]:
    members = list(it.members.all())
    leader = next((m.person.masked_name for m in members if m.leads), "")
    area = it.area.name if it.area else _("everywhere")
    return [it.unit.name, area, leader, len(members)]


def _group_head() -> list[str]:
    return [_("Supervision group"), _("Area"), _("Leader"), _("Members")]


@require_http_methods(["GET", "POST"])
@SEES
def groups(request: ActorRequest) -> HttpResponse:
    asked, found = _groups(request)
    page = page_of(found, _GROUP_ORDERS[asked.get("sort", "name")], request.GET)
    shelf = Shelf(
        title=_("Groups and areas"),
        note=_("A group records in its area unless a point is given to it."),
        head=_group_head(),
        rows=[Row(reverse("desk:rounds"), _group_cells(it)) for it in page.rows],
        counted=counted_rows(page.counted),
        empty=_("No group fits."),
        export=f"{reverse('desk:group_export')}?{urlencode(asked)}",
    )
    area, group = _forming(request)
    if request.method == "POST" and _formed(request, area, group):
        return redirect("desk:groups")
    context = {
        "shelf": shelf,
        "page": page,
        "form": WordsForm(initial=asked),
        "query": urlencode(asked),
        "tabs": tabs("groups"),
        "areas": _areas(request),
        "left": _left(request),
        "area_form": area,
        "group_form": group,
    }
    status = 422 if request.method == "POST" else 200
    return answer(request, "inspections/list.html", context, part="results", status=status)


def _forming(request: ActorRequest) -> tuple[AreaForm | None, GroupForm | None]:
    if not request.actor.has(Duty.PLAN_ROUNDS):
        return None, None
    root = tree().root().id
    units = [(it.unit_id, it.unit.name) for it in groups_for(request.actor)]
    units += [(it.pk, it.name) for it in unformed_groups(root)]
    sent = request.POST if request.method == "POST" else None
    area = AreaForm(request.actor, sent if sent and "area" in sent else None, prefix="a")
    group = GroupForm(request.actor, units, sent if sent and "group" in sent else None, prefix="g")
    return area, group


def _formed(request: ActorRequest, area: AreaForm | None, group: GroupForm | None) -> bool:
    if area and area.is_bound:
        return area.saved(draw_area, by=request.actor)
    return bool(group and group.is_bound and group.saved(form_group, by=request.actor))


def _areas(request: ActorRequest) -> list[tuple[str, list[str]]]:
    return [
        (it.name, [names.place_name(row.place_id, shown=1) for row in it.places.all()])
        for it in areas_for(request.actor)
    ]


def _left(request: ActorRequest) -> list[str]:
    """Towns that lie in no area, of the places that are divided."""
    divided = {it.place_id for it in areas_for(request.actor)}
    return [node.name for pk in sorted(divided) for node in towns_without_area(pk)]


@require_GET
@SEES
def group_export(request: ActorRequest) -> FileResponse:
    _asked, found = _groups(request)
    return exports.sheet(_("Groups and areas"), _group_head(), _group_lines(found))


def _group_lines(found: QuerySet[Group]) -> Iterator[list[object]]:
    for it in found.order_by("pk"):
        yield _group_cells(it)
