"""The care register 关爱台账: for those who visit, and for nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.dossiers.public import (
    CareCategory,
    Cared,
    CareEntry,
    CareQuerySet,
    called,
    care_for,
    change_care,
    end_care,
    enter_care,
    entry_for,
    helpers_for,
    masked,
    may_manage,
    unmask_care,
    visit,
    visits_of,
)
from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.care import CareFilterForm, ChangeCareForm, NewCareForm, VisitForm
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.forms.steps import UnmaskForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import Duty, cards

_ORDERS = {"due": Order(("due_on", "id"), descending=False), "newest": Order(("id",))}
_SORTS: dict[str, str | Promise] = {
    "due": gettext_lazy("next visit first"),
    "newest": gettext_lazy("newest first"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a list: nothing in plain."""

    entry: CareEntry
    category: str
    name: str
    place: str
    helper: str
    last: str
    is_due: bool


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = CareFilterForm(request.GET)
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


def _found(request: ActorRequest, asked: dict[str, Any]) -> CareQuerySet:
    entries = called(care_for(request.actor).running(), asked.get("q", ""))
    if category := asked.get("category"):
        entries = entries.filter(category=category)
    return entries.due_by(timezone.localdate()) if asked.get("due") else entries


def _rows(entries: list[CareEntry]) -> list[Row]:
    people, today = cards({entry.helper_id for entry in entries}), timezone.localdate()
    return [
        Row(
            entry,
            str(CareCategory(entry.category).label),
            masked(entry).name,
            names.place_name(entry.place_id),
            people[entry.helper_id].display if entry.helper_id in people else "",
            _last(entry),
            entry.due_on <= today,
        )
        for entry in entries
    ]


def _last(entry: CareEntry) -> str:
    last_on = entry.last_on  # type: ignore[attr-defined]  # annotated by the query
    return last_on.isoformat() if last_on else ""


@require_GET
@desk(Duty.VISIT_CARED)
def register(request: ActorRequest) -> HttpResponse:
    """Whom somebody looks after here, the next visit first."""
    asked = _asked(request)
    page = page_of(_found(request, asked), _ORDERS[asked.get("sort", "due")], request.GET)
    context = {
        "page": page,
        "rows": _rows(page.rows),
        "form": CareFilterForm(initial=asked),
        "query": urlencode({name: 1 if on is True else on for name, on in asked.items()}),
        "sorts": Sort.links(
            urlencode({name: 1 if on is True else on for name, on in asked.items()}),
            _SORTS,
            _ORDERS,
        ),
        "may_enter": request.actor.has(Duty.MANAGE_CARE),
    }
    return answer(request, "care/list.html", context, part="results")


@require_GET
@desk(Duty.VISIT_CARED)
def care_export(request: ActorRequest) -> FileResponse:
    """Write the list as a sheet, as it shows: no name in plain leaves the register."""
    found = list(_found(request, _asked(request)).order_by("due_on", "id"))
    head = [
        _("Category"),
        pgettext("of a person", "Name"),
        _("Place"),
        _("Who looks after them"),
        _("Every … days"),
    ]
    head += [_("Last visit"), _("Next visit")]
    return exports.sheet(_("Care register"), head, _lines(_rows(found)))


def _lines(rows: list[Row]) -> Iterator[list[object]]:
    for row in rows:
        entry = row.entry
        yield [
            *(row.category, row.name, row.place, row.helper, entry.interval_days),
            *(row.last, entry.due_on.isoformat()),
        ]


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_CARE)
def new_entry(request: ActorRequest) -> HttpResponse:
    form = NewCareForm(request.actor, helpers_for(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            entry = enter_care(
                category=told["category"],
                place_id=told["place"],
                person=form.person(),
                helper_id=told["helper"],
                interval_days=told["interval_days"],
                by=request.actor,
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Entered."))
            return redirect("desk:care_entry", entry.pk)
    status = form.status if request.method == "POST" else 200
    return answer(request, "care/new.html", {"form": form}, status=status)


@require_GET
@desk(Duty.VISIT_CARED)
def entry_page(request: ActorRequest, entry_id: int) -> HttpResponse:
    return _page(request, entry_for(request.actor, entry_id))


@require_POST
@desk(Duty.VISIT_CARED)
def note_visit(request: ActorRequest, entry_id: int) -> HttpResponse:
    entry = entry_for(request.actor, entry_id)
    form = VisitForm(request.POST)
    if form.is_valid():
        try:
            visit(entry_id=entry.pk, by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The visit is noted."))
            return redirect("desk:care_entry", entry.pk)
    return _page(request, entry, visit_form=form)


@require_POST
@desk(Duty.MANAGE_CARE)
def change(request: ActorRequest, entry_id: int) -> HttpResponse:
    entry = entry_for(request.actor, entry_id)
    form = ChangeCareForm(helpers_for(request.actor), request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            change_care(
                entry_id=entry.pk,
                helper_id=told["helper"],
                interval_days=told["interval_days"],
                by=request.actor,
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Changed."))
            return redirect("desk:care_entry", entry.pk)
    return _page(request, entry, change_form=form)


@require_POST
@desk(Duty.MANAGE_CARE)
def end(request: ActorRequest, entry_id: int) -> HttpResponse:
    end_care(entry_id=entry_for(request.actor, entry_id).pk, by=request.actor)
    messages.success(request, _("The entry has ended."))
    return redirect("desk:care")


@require_POST
@desk(Duty.VISIT_CARED)
def unmask(request: ActorRequest, entry_id: int) -> HttpResponse:
    """Show who it is, once, for a reason that the journal keeps."""
    entry = entry_for(request.actor, entry_id)
    form = UnmaskForm(request.POST)
    plain = None
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        plain = unmask_care(entry_id=entry.pk, reason=reason, by=request.actor)
    return _page(request, entry, unmask_form=form, plain=plain)


def _page(
    request: ActorRequest,
    entry: CareEntry,
    *,
    plain: Cared | None = None,
    **sent: DeskForm,
) -> HttpResponse:
    manages = may_manage(request.actor, entry)
    initial = {"helper": entry.helper_id, "interval_days": entry.interval_days}
    made = visits_of(entry)
    context = {
        "row": _rows([entry])[0],
        "plain": plain,
        "phone": masked(entry).phone,
        "visits": made,
        "visitors": cards({visit.by_id for visit, _note in made}),
        "may_manage": manages,
        "visit_form": VisitForm(),
        "change_form": ChangeCareForm(helpers_for(request.actor), initial=initial)
        if manages
        else None,
        "unmask_form": UnmaskForm(),
        **sent,
    }
    wrong = [form for form in sent.values() if form.errors]
    return answer(request, "care/entry.html", context, status=wrong[0].status if wrong else 200)
