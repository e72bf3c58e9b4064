"""Procedures 办理程序: what makes one kind of matter differ from another, as forms."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.procedures import (
    DocumentForms,
    ParticularForms,
    ProcedureForm,
    filled_in,
    rows_said,
)
from lingdang.faces.desk.forms.shelves import ProcedureFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty
from lingdang.standards.public import Procedure, procedure_for, procedures_for, set_procedure

_ORDERS = {
    "place": Order(("position", "code"), descending=False),
    "name": Order(("name", "code"), descending=False),
}


@require_GET
@desk(Duty.MANAGE_STANDARDS)
def procedures(request: ActorRequest) -> HttpResponse:
    asked = asked_in(ProcedureFilterForm(request.GET))
    context = {
        "page": page_of(_found(request, asked), _order(asked), request.GET),
        "form": ProcedureFilterForm(initial=asked),
        "query": urlencode(asked),
    }
    return answer(request, "procedures/list.html", context, part="results")


def _order(asked: dict[str, Any]) -> Order:
    return _ORDERS[asked.get("sort", "place")]


def _found(request: ActorRequest, asked: dict[str, Any]) -> QuerySet[Procedure]:
    found = procedures_for(request.actor)
    if words := asked.get("q"):
        named = Q(name__icontains=words) | Q(code__icontains=words)
        found = found.filter(named | Q(purpose__icontains=words))
    if seen := asked.get("seen"):
        found = found.filter(restricted=seen == "restricted", public=seen == "public")
    if used := asked.get("used"):
        found = found.filter(in_use=used == "yes")
    return found


@require_GET
@desk(Duty.MANAGE_STANDARDS)
def procedure_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(ProcedureFilterForm(request.GET))
    found = _found(request, asked).order_by(*_order(asked).by(backwards=False))
    head = [_("Code"), _("Name"), _("What it is for"), _("Who sees it"), _("In use")]
    return exports.sheet(_("Procedures"), head, _lines(list(found)))


def _lines(found: list[Procedure]) -> Iterator[list[object]]:
    for one in found:
        known = _("everybody") if one.public else _("staff within reach")
        seen = _("restricted") if one.restricted else known
        yield [one.code, one.name, one.purpose, seen, _("yes") if one.in_use else _("no")]


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_STANDARDS)
def new_procedure(request: ActorRequest) -> HttpResponse:
    return _edited(request, None)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_STANDARDS)
def procedure(request: ActorRequest, code: str) -> HttpResponse:
    return _edited(request, procedure_for(request.actor, code))


def _edited(request: ActorRequest, known: Procedure | None) -> HttpResponse:
    data = request.POST or None
    form = ProcedureForm(known, data, initial=filled_in(known) if known else {})
    fields = ParticularForms(data, prefix="field", initial=_fields(known))
    documents = DocumentForms(data, prefix="document", initial=known.documents if known else [])
    if data and all([form.is_valid(), fields.is_valid(), documents.is_valid()]):
        said = form.said() | {"fields": rows_said(fields), "documents": rows_said(documents)}
        try:
            set_procedure(said=said, by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The procedure is kept."))
            return redirect("desk:procedures")
    context = {"known": known, "form": form, "fields": fields, "documents": documents}
    return answer(request, "procedures/edit.html", context, status=form.status if data else 200)


def _fields(known: Procedure | None) -> list[dict[str, Any]]:
    said = known.fields if known else []
    return [{**one, "choices": ";".join(one.get("choices", []))} for one in said]
