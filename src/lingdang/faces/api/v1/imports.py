"""Spreadsheets become cases: bring one, say what it means, see what is wrong, let it in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, UploadedFile

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.sheets import (
    ImportFilters,
    ImportPage,
    MapIn,
    OneImport,
    Preview,
    SavedMapOut,
    TroubleFilters,
    TroublePage,
    WriteIn,
)
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.intake.public import (
    RUNNING,
    ColumnMap,
    Import,
    cancel_import,
    choose_map,
    import_for,
    imports_for,
    sample_of,
    save_map,
    saved_maps_for,
    troubles_of,
    unknown_words,
    upload_sheet,
    write_import,
)

router = Router()

_CREATED = 201
_SAMPLES = 10
_ALL = refusals(403, 404, 409)
_PLAIN = (
    *("id", "state", "file_name", "rows", "done", "created", "unchanged", "refused", "partial"),
    *("uploaded_at", "ended_at"),
)


@router.get(
    "", response={200: ImportPage, **refusals()}, summary="The imports you may see, newest first"
)
def list_imports(request: HttpRequest, filters: Query[ImportFilters]) -> HttpResponse:
    require_known(request, ImportFilters)
    found = imports_for(actor_of(request))
    if filters.search:
        found = found.filter(file_name__icontains=filters.search)
    if filters.state:
        found = found.filter(state__in=filters.state)
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    rows = list(found.order_by("-id")[: filters.size + 1])
    more, rows = len(rows) > filters.size, rows[: filters.size]
    listed = [_row(run) for run in rows]
    return written({"imports": listed, "before": rows[-1].pk if more else None})


@router.post("", response={201: OneImport, **refusals(403, 413)}, summary="Bring a spreadsheet")
def create_import(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Bring xlsx, or CSV in UTF-8 or GBK; the answer proposes what its columns mean.

    Nothing is checked before that is said, and no case is made before `write`. Brought twice, its
    rows are cases once.
    """
    content = file.read(settings.IMPORT_MAX_BYTES + 1)  # more is refused anyhow
    run = upload_sheet(content=content, file_name=file.name or "", by=actor_of(request))
    return written(_whole(run), _CREATED)


@router.get(
    "/maps",
    response={200: list[SavedMapOut], **refusals()},
    summary="What columns mean, kept by name",
)
def list_maps(request: HttpRequest) -> HttpResponse:
    kept = saved_maps_for(actor_of(request))
    return written([{"name": it.name, "saved_at": it.saved_at, "map": it.map} for it in kept])


@router.get(
    "/{import_id}", response={200: OneImport, **refusals(404)}, summary="How far an import is"
)
def show_import(request: HttpRequest, import_id: Id) -> HttpResponse:
    return written(_whole(import_for(actor_of(request), import_id)))


@router.get(
    "/{import_id}/preview",
    response={200: Preview, **refusals(404)},
    summary="Its first rows as they are understood, and words that nobody has explained",
)
def preview_import(request: HttpRequest, import_id: Id) -> HttpResponse:
    run = import_for(actor_of(request), import_id)
    samples = [
        {
            "row": sample.line.number,
            "cells": sample.line.cells,
            "understood": sample.row,
            "problem": sample.problem,
        }
        for sample in sample_of(run, _SAMPLES)
    ]
    words = [{"target": it.target, "word": it.word, "rows": it.rows} for it in unknown_words(run)]
    return written({"samples": samples, "unknown": words})


@router.post(
    "/{import_id}/map",
    response={200: OneImport, **_ALL},
    summary="Say what its columns mean; every row is then checked",
)
def map_import(request: HttpRequest, import_id: Id, told: MapIn) -> HttpResponse:
    """Nothing is written: that is the dry run. Ask again until it is no longer `running`."""
    actor, said = actor_of(request), told.model_dump(mode="json")
    name, column_map = said.pop("save_as"), ColumnMap.read(said)
    run = choose_map(import_id=import_id, column_map=column_map, by=actor)
    if name:
        save_map(name=name, column_map=column_map, by=actor)
    return written(_whole(run))


@router.post(
    "/{import_id}/write", response={200: OneImport, **_ALL}, summary="Let a checked import in"
)
def write(request: HttpRequest, import_id: Id, how: WriteIn) -> HttpResponse:
    """The worker goes on from where it stopped, whatever stops it."""
    actor = actor_of(request)
    return written(_whole(write_import(import_id=import_id, partial=how.partial, by=actor)))


@router.post("/{import_id}/cancel", response={200: OneImport, **_ALL}, summary="Stop an import")
def cancel(request: HttpRequest, import_id: Id) -> HttpResponse:
    """What the good rows made so far stays; the rows of the file are thrown away."""
    return written(_whole(cancel_import(import_id=import_id, by=actor_of(request))))


@router.get(
    "/{import_id}/troubles",
    response={200: TroublePage, **refusals(404)},
    summary="The rows with problems, by number",
)
def list_troubles(
    request: HttpRequest, import_id: Id, filters: Query[TroubleFilters]
) -> HttpResponse:
    require_known(request, TroubleFilters)
    found = troubles_of(import_for(actor_of(request), import_id)).filter(row__gt=filters.after)
    rows = list(found[: filters.size + 1])
    more, rows = len(rows) > filters.size, rows[: filters.size]
    listed = [{"row": it.row, "code": it.code, "sentence": it.sentence} for it in rows]
    return written({"troubles": listed, "after": rows[-1].row if more else None})


def _row(run: Import) -> Plain:
    told = {name: getattr(run, name) for name in _PLAIN}
    return {**told, "sha256": run.digest, "running": run.state in RUNNING}


def _whole(run: Import) -> Plain:
    return {**_row(run), "head": run.head, "map": run.map}
