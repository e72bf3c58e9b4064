from collections.abc import Iterator
from itertools import batched
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from lingdang.approvals.public import (
    Application,
    Kind,
    Step,
    application_for,
    applications_for,
    apply_in_case,
    steps_for,
    take_step,
    waiting_for,
)
from lingdang.cases.public import (
    case_for,
    cases_for,
    refile_case,
    resume_case,
    search,
    suspension_of,
)
from lingdang.faces.desk import exports
from lingdang.faces.desk.clockwork import Row, rows_of
from lingdang.faces.desk.forms.approvals import (
    ApplicationFilterForm,
    DecideForm,
    RefileForm,
    form_for,
)
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotFound
from lingdang.people.public import Duty

_ORDERS = {
    "newest": Order(("asked_at", "id")),
    "oldest": Order(("asked_at", "id"), descending=False),
}
_SORTS: dict[str, str | Promise] = {
    "newest": gettext_lazy("newest first"),
    "oldest": gettext_lazy("oldest first"),
}
_STRETCH = 500


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = ApplicationFilterForm(request.GET)
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


def _applications(actor: Actor, asked: dict[str, Any]) -> QuerySet[Application]:
    found = waiting_for(actor) if asked.get("mine") == "wait" else applications_for(actor)
    if asked.get("mine") == "asked":
        found = found.filter(asked_by=actor.person_id)
    exact = {name: asked[name] for name in ("kind", "state") if name in asked}
    if words := asked.get("q"):
        cases = search(cases_for(actor), words).values("pk")
        found = found.filter(Q(reason__contains=words) | Q(case__in=cases))
    return found.filter(**exact)


@require_GET
@desk(Duty.SEE_CASE)
def applications(request: ActorRequest) -> HttpResponse:
    """What was asked, and what waits for this person's word."""
    asked = _asked(request)
    order = _ORDERS[asked.get("sort", "newest")]
    page = page_of(_applications(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": rows_of(page.rows, request.actor, timezone.now()),
        "form": ApplicationFilterForm(initial=asked),
        "asked": asked,
        "query": urlencode(asked),
        "sorts": Sort.links(urlencode(asked), _SORTS, _ORDERS),
        "here": request.get_full_path(),
    }
    return answer(request, "approvals/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def application_export(request: ActorRequest) -> FileResponse:
    asked = _asked(request)
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    found = _applications(request.actor, asked).order_by(*order)
    head = [
        *(_("Number"), _("Kind"), _("State"), _("Unit"), _("Place"), _("Reason")),
        *(_("Until the day"), _("Asked by"), _("Asked"), _("Decided by"), _("Words")),
    ]
    return exports.sheet(_("Applications"), head, _lines(found, request.actor))


def _lines(found: QuerySet[Application], actor: Actor) -> Iterator[list[object]]:
    now = timezone.now()
    for stretch in batched(found.iterator(chunk_size=_STRETCH), _STRETCH):
        yield from map(_line, rows_of(stretch, actor, now))


def _line(row: Row) -> list[object]:
    return [
        *(row.number, str(row.kind), str(row.state), row.unit, row.place, row.reason),
        *(row.until, row.asked_by, row.asked_at, row.decided_by, row.words),
    ]


@require_POST
@desk(Duty.SEE_CASE)
def apply(request: ActorRequest, case_id: int, kind: str) -> HttpResponse:
    case = case_for(request.actor, case_id)
    if kind not in Kind.values:
        raise NotFound
    what = Kind(kind)
    form = form_for(what, request.POST)
    if form.is_valid():
        try:
            apply_in_case(case_id=case.pk, kind=what, by=request.actor, **form.facts())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Applied for: %(kind)s.") % {"kind": what.label})
            return redirect("desk:case", case.pk)
    return _refused(request, form, what.label, reverse("desk:case", args=[case.pk]))


@require_POST
@desk(Duty.SEE_CASE)
def decide(request: ActorRequest, application_id: int) -> HttpResponse:
    """Have one's word, and go on where one was."""
    application = application_for(request.actor, application_id)
    steps = steps_for(request.actor, application)
    form = DecideForm(steps, application.pk, request.POST)
    back = _back(request)
    if form.is_valid():
        step = Step(form.cleaned_data["step"])
        words = form.cleaned_data["words"]
        try:
            take_step(application_id=application.pk, step=step, words=words, by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": step.label})
            return redirect(back)
    return _refused(request, form, Kind(application.kind).label, back)


def _back(request: ActorRequest) -> str:
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if safe and there.startswith("/") else reverse("desk:applications")


@require_POST
@desk(Duty.SEE_CASE)
def refile(request: ActorRequest, case_id: int) -> HttpResponse:
    case = case_for(request.actor, case_id)
    form = RefileForm(case, request.POST)
    if form.is_valid():
        try:
            refile_case(case_id=case.pk, by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The category was changed."))
            return redirect("desk:case", case.pk)
    return _refused(request, form, _("Change the category"), reverse("desk:case", args=[case.pk]))


@require_POST
@desk(Duty.SEE_CASE)
def resume(request: ActorRequest, case_id: int) -> HttpResponse:
    case = case_for(request.actor, case_id)
    if suspension := suspension_of(case):
        resume_case(case_id=case.pk, kind=suspension.kind, by=request.actor)
        messages.success(request, _("The clock goes on."))
    return redirect("desk:case", case.pk)


def _refused(request: ActorRequest, form: DeskForm, title: object, back: str) -> HttpResponse:
    """The form again, alone, with the sentence that says why not."""
    context = {"form": form, "title": title, "back": back}
    return answer(request, "approvals/refused.html", context, status=form.status)
