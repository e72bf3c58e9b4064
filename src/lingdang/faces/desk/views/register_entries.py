"""One entry of a register: made, looked at with its history, changed, retired."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lingdang.faces.desk import ledgers, maps
from lingdang.faces.desk.forms.register_entry import EntryForm, filled_in
from lingdang.faces.desk.forms.registers import RetireForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty
from lingdang.registers.public import (
    Entry,
    Names,
    Sight,
    change_entry,
    content_for,
    create_entry,
    entry_for,
    may_edit_at,
    path_of,
    retire_entry,
    sight_of,
)


def _opened(request: ActorRequest, register: str, record_id: int) -> tuple[Sight, Entry]:
    sight = sight_of(request.actor, register)
    entry = entry_for(request.actor, record_id)
    if entry.register_id != sight.register.pk:
        raise NotFound
    return sight, entry


@require_http_methods(["GET", "POST"])
@desk(Duty.EDIT_REGISTERS)
def new_entry(request: ActorRequest, register: str) -> HttpResponse:
    sight = sight_of(request.actor, register)
    form = EntryForm(request.actor, sight, request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            entry = create_entry(code=register, words=form.words(), key=key, by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Entered."))
            return redirect("desk:register_entry", register, entry.pk)
    context = {"register": sight.register, "form": form}
    status = form.status if form.is_bound else 200
    return answer(request, "registers/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@desk(Duty.SEE_REGISTERS)
def entry(request: ActorRequest, register: str, record_id: int) -> HttpResponse:
    sight, known = _opened(request, register, record_id)
    form = None
    if request.method == "POST":
        form = EntryForm(request.actor, sight, request.POST, request.FILES)
        if form.is_valid() and _changed(request, known, form):
            messages.success(request, _("Saved."))
            return redirect("desk:register_entry", register, record_id)
    return _page(request, sight, known, form)


def _changed(request: ActorRequest, known: Entry, form: EntryForm) -> bool:
    try:
        change_entry(
            entry_id=known.pk,
            revision=form.cleaned_data["revision"],
            words=form.words(),
            by=request.actor,
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(
    request: ActorRequest,
    sight: Sight,
    known: Entry,
    form: EntryForm | None,
    retiring: RetireForm | None = None,
) -> HttpResponse:
    content = content_for(known, sight.seen)
    words = Names.of(request.actor, [content], sight.seen)
    path = path_of(known.place_id, sight.register)
    may_edit = may_edit_at(request.actor, path, known.unit_id) and known.retired_at is None
    begun = filled_in(known, content, sight, words)
    bound = next((each for each in (form, retiring) if each is not None), None)
    context: dict[str, Any] = {
        "register": sight.register,
        "entry": known,
        "lines": ledgers.lines_of(sight, content, words),
        "albums": ledgers.albums_of(known, sight),
        "past": ledgers.past_of(request.actor, known, sight),
        "map": maps.Map(known.place_id, maps.drawn(known.lng, known.lat)),
        "form": (form or EntryForm(request.actor, sight, initial=begun)) if may_edit else None,
        "wrong": form is not None,
        "retiring": retiring or RetireForm(initial={"revision": known.revision}, prefix="retire"),
    }
    status = bound.status if bound else 200
    return answer(request, "registers/entry.html", context, status=status)


@require_POST
@desk(Duty.EDIT_REGISTERS)
def retire(request: ActorRequest, register: str, record_id: int) -> HttpResponse:
    sight, known = _opened(request, register, record_id)
    form = RetireForm(request.POST, prefix="retire")
    if form.saved(retire_entry, entry_id=known.pk, by=request.actor):
        messages.success(request, _("Retired: it stays readable and counts no more."))
        return redirect("desk:register_entry", register, record_id)
    return _page(request, sight, known, None, form)
