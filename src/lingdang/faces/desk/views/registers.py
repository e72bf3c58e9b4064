"""Registers 台账: the list of them, and one defined and published anew without code."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.register_define import (
    FieldForms,
    RegisterForm,
    definition_of,
    fields_begun,
)
from lingdang.faces.desk.forms.registers import RegistersFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, NotAllowed
from lingdang.people.public import Duty
from lingdang.places.public import tree
from lingdang.registers.public import (
    Definition,
    Register,
    consequences,
    define_register,
    may_define,
    publish_version,
    read_fields,
    registers_for,
    shipped,
    shipped_one,
    sight_of,
    versions_of,
)

_ORDERS = {
    "name": Order(("name", "id"), descending=False),
    "newest": Order(("id",)),
}


@require_GET
@desk(Duty.SEE_REGISTERS, Duty.DEFINE_REGISTERS)
def registers(request: ActorRequest) -> HttpResponse:
    asked = asked_in(RegistersFilterForm(request.GET))
    page = page_of(_found(request, asked), _ORDERS[asked.get("sort", "name")], request.GET)
    context = {
        "page": page,
        "rows": [(each, names.place_name(each.place_id)) for each in page.rows],
        "form": RegistersFilterForm(initial=asked),
        "query": urlencode(asked),
        "may_define": request.actor.has(Duty.DEFINE_REGISTERS),
    }
    return answer(request, "registers/list.html", context, part="results")


def _found(request: ActorRequest, asked: dict[str, Any]) -> QuerySet[Register]:
    found = registers_for(request.actor)
    if words := asked.get("q"):
        named = Q(name__icontains=words) | Q(code__icontains=words)
        found = found.filter(named | Q(purpose__icontains=words))
    if used := asked.get("used"):
        found = found.filter(in_use=used == "yes")
    return found


@require_GET
@desk(Duty.SEE_REGISTERS, Duty.DEFINE_REGISTERS)
def registers_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(RegistersFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "name")].by(backwards=False)
    head = [_("Name"), _("Code"), _("What it is for"), _("Place"), _("Version"), _("In use")]
    return exports.sheet(_("Registers"), head, _lines(_found(request, asked).order_by(*order)))


def _lines(found: QuerySet[Register]) -> Iterator[list[object]]:
    for one in found.iterator(chunk_size=500):
        used = _("yes") if one.in_use else _("no")
        place = names.place_name(one.place_id)
        yield [one.name, one.code, one.purpose, place, one.version, used]


@require_http_methods(["GET", "POST"])
@desk(Duty.DEFINE_REGISTERS)
def new_register(request: ActorRequest) -> HttpResponse:
    """From nothing, or from one that comes with the product."""
    chosen = request.GET.get("from", "")
    told = shipped_one(chosen) if chosen else {"fields": []}
    begun = {**told, "code": chosen, "in_use": True}
    return _edited(request, None, begun, told["fields"])


@require_http_methods(["GET", "POST"])
@desk(Duty.DEFINE_REGISTERS)
def define(request: ActorRequest, register: str) -> HttpResponse:
    sight = sight_of(request.actor, register)
    known = sight.register
    if not may_define(request.actor, tree().node(known.place_id)):
        raise NotAllowed
    told = ("name", "code", "purpose", "in_use", "version")
    begun = {name: getattr(known, name) for name in told} | {"place": known.place_id}
    return _edited(request, known, begun, sight.version.fields)


def _edited(
    request: ActorRequest,
    known: Register | None,
    begun: dict[str, Any],
    lines: list[dict[str, Any]],
) -> HttpResponse:
    """What a version changes is said before it is published."""
    data = request.POST or None
    form = RegisterForm(request.actor, known, data, initial=begun)
    fields = FieldForms(data, prefix="field", initial=fields_begun(lines))
    said: list[str] = []
    if data and form.is_valid() and fields.is_valid():
        try:
            definition = definition_of(form, fields)
            said = _changes(known, definition)
            if not said or "confirmed" in request.POST:
                return _kept(request, known, form, definition)
        except DomainError as refusal:
            form.refuse(refusal)
    status = form.status if data and not said else 200
    context = {
        "known": known,
        "form": form,
        "fields": fields,
        "said": said,
        "shipped": [] if known else list(shipped().items()),
        "versions": versions_of(known) if known else [],
    }
    return answer(request, "registers/define.html", context, status=status)


def _changes(known: Register | None, definition: Definition) -> list[str]:
    fields = read_fields(definition.fields)
    return consequences(versions_of(known)[0].read(), fields) if known else []


def _kept(
    request: ActorRequest, known: Register | None, form: RegisterForm, definition: Definition
) -> HttpResponse:
    told = form.cleaned_data
    if known is None:
        kept = define_register(
            code=told["code"], place_id=told["place"], definition=definition, by=request.actor
        )
    else:
        kept = publish_version(
            register_id=known.pk, version=told["version"], definition=definition, by=request.actor
        )
    version = _("Version %(number)s is in force.") % {"number": kept.version}
    messages.success(request, version)
    return redirect("desk:register", kept.code)
