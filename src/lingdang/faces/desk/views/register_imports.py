"""A sheet into a register: brought, its columns said, checked, let in."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.register_columns import ColumnsForm
from lingdang.faces.desk.forms.registers import SheetForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty
from lingdang.registers.public import (
    RUNNING,
    Import,
    ImportState,
    cancel_import,
    choose_columns,
    first_lines,
    import_for,
    imports_for,
    sight_of,
    troubles_of,
    upload_sheet,
    write_import,
)

_EDITS = desk(Duty.EDIT_REGISTERS)
_SAMPLES, _SHOWN, _EARLIER = 5, 50, 20


def _opened(request: ActorRequest, register: str, load_id: int) -> Import:
    run = import_for(request.actor, load_id)
    if run.register.code != sight_of(request.actor, register).register.code:
        raise NotFound
    return run


@require_http_methods(["GET", "POST"])
@_EDITS
def bring(request: ActorRequest, register: str) -> HttpResponse:
    sight = sight_of(request.actor, register)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(settings.IMPORT_MAX_BYTES + 1)  # more is refused anyhow
            run = upload_sheet(
                code=register, content=content, file_name=file.name, by=request.actor
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:register_import", register, run.pk)
    earlier = imports_for(request.actor).filter(register=sight.register).order_by("-pk")
    context = {"register": sight.register, "form": form, "earlier": earlier[:_EARLIER]}
    status = form.status if form.is_bound else 200
    return answer(request, "registers/bring.html", context, status=status)


@require_GET
@_EDITS
def register_import(request: ActorRequest, register: str, load_id: int) -> HttpResponse:
    return _page(request, _opened(request, register, load_id))


def _page(request: ActorRequest, run: Import, form: ColumnsForm | None = None) -> HttpResponse:
    sight = sight_of(request.actor, run.register.code)
    says = run.state in {ImportState.UPLOADED, ImportState.CHECKED}
    context = {
        "register": run.register,
        "run": run,
        "running": run.state in RUNNING,
        "form": (form or ColumnsForm(run, sight)) if says else None,
        "lines": first_lines(run, _SAMPLES),
        "troubles": troubles_of(run)[:_SHOWN],
    }
    status = form.status if form else 200
    return answer(request, "registers/import.html", context, part="run", status=status)


@require_POST
@_EDITS
def columns(request: ActorRequest, register: str, load_id: int) -> HttpResponse:
    run = _opened(request, register, load_id)
    form = ColumnsForm(run, sight_of(request.actor, register), request.POST)
    if form.is_valid():
        try:
            choose_columns(import_id=run.pk, columns=form.said(), by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:register_import", register, load_id)
    return _page(request, run, form)


@require_POST
@_EDITS
def write(request: ActorRequest, register: str, load_id: int) -> HttpResponse:
    run = _opened(request, register, load_id)
    return _after(request, run, write_import, partial="partial" in request.POST)


@require_POST
@_EDITS
def cancel(request: ActorRequest, register: str, load_id: int) -> HttpResponse:
    return _after(request, _opened(request, register, load_id), cancel_import)


def _after(request: ActorRequest, run: Import, service: object, **told: bool) -> HttpResponse:
    try:
        service(import_id=run.pk, by=request.actor, **told)  # type: ignore[operator]
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:register_import", run.register.code, run.pk)


@require_GET
@_EDITS
def troubles(request: ActorRequest, register: str, load_id: int) -> FileResponse:
    run = _opened(request, register, load_id)
    rows = ([one.row, one.sentence] for one in troubles_of(run).iterator(chunk_size=500))
    return exports.sheet(_("Rows with problems"), [_("Row"), _("What is wrong")], rows)
