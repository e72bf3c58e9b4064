"""Procedures 办理程序: what makes one kind of matter differ from another, as forms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk.forms.procedures import (
    DocumentForms,
    ParticularForms,
    ProcedureForm,
    filled_in,
    rows_said,
)
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty
from lingdang.standards.public import Procedure, procedure_for, procedures_for, set_procedure


@require_GET
@desk(Duty.MANAGE_STANDARDS)
def procedures(request: ActorRequest) -> HttpResponse:
    context = {"procedures": procedures_for(request.actor)}
    return answer(request, "procedures/list.html", context)


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
