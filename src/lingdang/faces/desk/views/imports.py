"""Imports: bring a file, say what its columns mean, see what is wrong, let it in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.imports import (
    ImportFilterForm,
    KeptForm,
    MapForm,
    UploadForm,
    WriteForm,
)
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.intake.public import (
    RUNNING,
    ColumnMap,
    Import,
    ImportState,
    cancel_import,
    choose_map,
    import_for,
    imports_for,
    sample_of,
    save_map,
    saved_map,
    saved_maps_for,
    troubles_of,
    unknown_words,
    upload_sheet,
    write_import,
)
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty, cards

_NEWEST = Order(("id",))
_SAMPLES, _TROUBLES = 3, 20
_OPEN = {ImportState.UPLOADED, ImportState.CHECKED}


def _asked(actor: Actor, data: QueryDict) -> tuple[QuerySet[Import], dict[str, Any]]:
    form = ImportFilterForm(data)
    asked = {n: v for n, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    found = imports_for(actor)
    if words := asked.get("q"):
        found = found.filter(file_name__icontains=words)
    if state := asked.get("state"):
        found = found.filter(state=state)
    return found, asked


@require_GET
@desk(Duty.IMPORT_CASES)
def imports(request: ActorRequest) -> HttpResponse:
    """Show what was imported, by whom, and what became of it."""
    found, asked = _asked(request.actor, request.GET)
    page = page_of(found, _NEWEST, request.GET)
    context = {
        "page": page,
        "form": ImportFilterForm(initial=asked),
        "query": urlencode(asked),
        "people": cards({run.person_id for run in page.rows}),
    }
    return answer(request, "imports/list.html", context, part="results")


@require_GET
@desk(Duty.IMPORT_CASES)
def import_export(request: ActorRequest) -> FileResponse:
    found, _asked_for = _asked(request.actor, request.GET)
    head = [
        *(_("Number"), _("Name of the file"), _("State"), _("Rows"), pgettext("rows", "New")),
        *(_("As before"), _("With problems"), _("Brought at"), _("Ended at"), _("By whom")),
    ]
    return exports.sheet(_("Imports"), head, _lines(found.order_by("-id")))


def _lines(found: QuerySet[Import]) -> Iterator[list[object]]:
    runs = list(found)
    people = cards({run.person_id for run in runs})
    for run in runs:
        card = people.get(run.person_id or 0)
        yield [
            *(run.pk, run.file_name, run.get_state_display(), run.rows, run.created),
            *(run.unchanged, run.refused, _moment(run.uploaded_at), _moment(run.ended_at)),
            card.display if card else _("Command"),
        ]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


@require_http_methods(["GET", "POST"])
@desk(Duty.IMPORT_CASES)
def new_import(request: ActorRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read(settings.IMPORT_MAX_BYTES + 1)  # more is refused anyhow
        try:
            run = upload_sheet(content=content, file_name=file.name, by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:import", run.pk)
    status = form.status if form.is_bound else 200
    return answer(request, "imports/new.html", {"form": form}, status=status)


@require_GET
@desk(Duty.IMPORT_CASES)
def import_page(request: ActorRequest, import_id: int) -> HttpResponse:
    return _page(request, import_for(request.actor, import_id))


@require_POST
@desk(Duty.IMPORT_CASES)
def map_import(request: ActorRequest, import_id: int) -> HttpResponse:
    """Take the map, keep it if it has a name, and have every row checked."""
    run = import_for(request.actor, import_id)
    form = _map_form(run, ColumnMap.read(run.map), request.POST)
    if not form.is_valid():
        return _page(request, run, form)
    try:
        column_map = form.column_map()
        choose_map(import_id=run.pk, column_map=column_map, by=request.actor)
        if name := form.cleaned_data["save_as"]:
            save_map(name=name, column_map=column_map, by=request.actor)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, run, form)
    return redirect("desk:import", run.pk)


@require_POST
@desk(Duty.IMPORT_CASES)
def write(request: ActorRequest, import_id: int) -> HttpResponse:
    form = WriteForm(request.POST)
    partial = form.is_valid() and form.cleaned_data["partial"]
    run = import_for(request.actor, import_id)
    write_import(import_id=run.pk, partial=partial, by=request.actor)
    return redirect("desk:import", run.pk)


@require_POST
@desk(Duty.IMPORT_CASES)
def cancel(request: ActorRequest, import_id: int) -> HttpResponse:
    run = import_for(request.actor, import_id)
    cancel_import(import_id=run.pk, by=request.actor)
    messages.success(request, _("The import is cancelled."))
    return redirect("desk:import", run.pk)


@require_GET
@desk(Duty.IMPORT_CASES)
def import_troubles(request: ActorRequest, import_id: int) -> FileResponse:
    """Every row that is not imported, with the reason: to be put right and brought again."""
    run = import_for(request.actor, import_id)
    head = [_("Row"), _("Reason"), _("Code")]
    rows = troubles_of(run).values_list("row", "sentence", "code")
    return exports.sheet(_("Rows with problems"), head, rows.iterator(chunk_size=2000))


def _map_form(run: Import, column_map: ColumnMap, data: QueryDict | None = None) -> MapForm:
    return MapForm(run, column_map, unknown_words(run), data)


def _page(request: ActorRequest, run: Import, form: MapForm | None = None) -> HttpResponse:
    kept = KeptForm(request.GET)
    wanted = kept.cleaned_data["map"] if kept.is_valid() else ""
    if form is None and run.state in _OPEN:
        form = _map_form(run, saved_map(wanted) if wanted else ColumnMap.read(run.map))
    samples = sample_of(run, _SAMPLES) if form else []
    context = {
        "run": run,
        "running": run.state in RUNNING,
        "checked": run.state == ImportState.CHECKED,
        "form": form,
        "columns": _columns(form, samples) if form else [],
        "samples": samples,
        "maps": saved_maps_for(request.actor) if form else [],
        "troubles": troubles_of(run)[:_TROUBLES],
        "by": cards([run.person_id]).get(run.person_id or 0),
    }
    status = form.status if form and form.is_bound else 200
    return answer(request, "imports/import.html", context, part="run", status=status)


def _columns(form: MapForm, samples: list[Any]) -> list[tuple[Any, list[str]]]:
    """Give each column its control and what its first rows hold."""
    cells = [sample.line.cells for sample in samples]
    return [
        (field, [row[at] for row in cells if at < len(row) and row[at]])
        for at, field in enumerate(form.column_fields())
    ]
