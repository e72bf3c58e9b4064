"""Sheets into registers, by program: brought, columns said, checked, let in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.register_schemas import ColumnsIn, LetIn, LoadOut, TroubleOut
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.registers.public import (
    RUNNING,
    Import,
    cancel_import,
    choose_columns,
    import_for,
    troubles_of,
    upload_sheet,
    write_import,
)

router = Router()
_NEW, _MOST = 201, 200
_ALL = refusals(403, 404, 409)
_PLAIN = (
    *("id", "state", "file_name", "rows", "done", "created", "unchanged", "refused", "partial"),
    *("head", "columns"),
)


class TroubleFilters(Strict):
    after: Id | None = None


class Troubles(Schema):
    troubles: list[TroubleOut]
    after: int | None


@router.post(
    "/{ledger}/imports",
    response={_NEW: LoadOut, **refusals(403, 404, 413)},
    summary="Bring a sheet",
)
def create_load(request: HttpRequest, ledger: str, file: File[UploadedFile]) -> HttpResponse:
    """Bring xlsx, or CSV in UTF-8 or GBK; the answer proposes what its columns mean."""
    content = file.read(settings.IMPORT_MAX_BYTES + 1)  # more is refused anyhow
    run = upload_sheet(
        code=ledger, content=content, file_name=file.name or "", by=actor_of(request)
    )
    return written(_load(run), _NEW)


@router.get("/{ledger}/imports/{load_id}", response={200: LoadOut, **_ALL}, summary="How far it is")
def show_load(request: HttpRequest, ledger: str, load_id: Id) -> HttpResponse:
    return written(_load(_opened(actor_of(request), ledger, load_id)))


@router.post(
    "/{ledger}/imports/{load_id}/columns",
    response={200: LoadOut, **_ALL},
    summary="Say what its columns mean; every row is then checked",
)
def choose_load(request: HttpRequest, ledger: str, load_id: Id, told: ColumnsIn) -> HttpResponse:
    """Nothing is written: that is the dry run. Ask again until it is no longer `running`."""
    actor = actor_of(request)
    run = _opened(actor, ledger, load_id)
    return written(_load(choose_columns(import_id=run.pk, columns=told.columns, by=actor)))


@router.post(
    "/{ledger}/imports/{load_id}/write", response={200: LoadOut, **_ALL}, summary="Let it in"
)
def write_load(request: HttpRequest, ledger: str, load_id: Id, told: LetIn) -> HttpResponse:
    actor = actor_of(request)
    run = _opened(actor, ledger, load_id)
    return written(_load(write_import(import_id=run.pk, partial=told.partial, by=actor)))


@router.post(
    "/{ledger}/imports/{load_id}/cancel", response={200: LoadOut, **_ALL}, summary="Stop it"
)
def cancel_load(request: HttpRequest, ledger: str, load_id: Id) -> HttpResponse:
    actor = actor_of(request)
    return written(_load(cancel_import(import_id=_opened(actor, ledger, load_id).pk, by=actor)))


@router.get(
    "/{ledger}/imports/{load_id}/troubles",
    response={200: Troubles, **_ALL},
    summary="Which rows have problems, and which",
)
def list_load_troubles(
    request: HttpRequest, ledger: str, load_id: Id, filters: Query[TroubleFilters]
) -> HttpResponse:
    require_known(request, TroubleFilters)
    found = troubles_of(_opened(actor_of(request), ledger, load_id))
    if filters.after is not None:
        found = found.filter(row__gt=filters.after)
    rows = list(found[: _MOST + 1])
    more, rows = len(rows) > _MOST, rows[:_MOST]
    listed = [{"row": one.row, "code": one.code, "sentence": one.sentence} for one in rows]
    return written({"troubles": listed, "after": rows[-1].row if more else None})


def _opened(actor: Actor, ledger: str, load_id: int) -> Import:
    run = import_for(actor, load_id)
    if run.register.code != ledger:
        raise NotFound
    return run


def _load(run: Import) -> Plain:
    told = {name: getattr(run, name) for name in _PLAIN}
    return {**told, "running": run.state in RUNNING}
