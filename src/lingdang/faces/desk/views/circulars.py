"""Circulars 督查通报: written, published, as a document, confirmed by the units they name."""

from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.inspection_lists import CircularForm, NewCircularForm
from lingdang.faces.desk.forms.inspections import WordsForm
from lingdang.faces.desk.inspecting import Mark, Row, Shelf, counted_rows, tabs
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.views.rounds import SEES, page_of_round
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections.public import (
    Circular,
    answers_for,
    circular_for,
    circulars_for,
    confirm_circular,
    figures_of,
    may_publish,
    named_in,
    paper_of,
    publish_circular,
    rewrite_circular,
    round_for,
    write_circular,
)
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty

_PUBLISHES = desk(Duty.PUBLISH_ROUNDS)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ORDERS = {"newest": Order(("id",)), "name": Order(("number", "id"), descending=False)}


def _found(request: ActorRequest) -> tuple[dict[str, Any], QuerySet[Circular]]:
    asked = asked_in(WordsForm(request.GET))
    found = circulars_for(request.actor)
    if words := asked.get("q"):
        found = found.filter(Q(title__icontains=words) | Q(number__icontains=words))
    return asked, found


def _head() -> list[str]:
    return [_("Number"), _("Title"), _("Round"), _("Published on"), _("Confirmed")]


def _row(it: Any) -> Row:  # noqa: ANN401 -- a circular with its counts annotated
    on = f"{timezone.localtime(it.published_at):%Y-%m-%d}" if it.published_at else ""
    mark = Mark(on or _("draft"), "green" if on else "grey")
    confirmed = f"{it.confirmed}/{it.named_all}"
    url = reverse("desk:circular", args=[it.pk])
    return Row(url, [it.number, it.title, it.round.name, mark, confirmed])


@require_GET
@SEES
def circulars(request: ActorRequest) -> HttpResponse:
    asked, found = _found(request)
    page = page_of(found, _ORDERS[asked.get("sort", "newest")], request.GET)
    shelf = Shelf(
        title=_("Circulars"),
        note=_("Begun on the page of a round; every unit named confirms that it read it."),
        head=_head(),
        rows=[_row(it) for it in page.rows],
        counted=counted_rows(page.counted),
        empty=_("No circular fits."),
        export=f"{reverse('desk:circular_export')}?{urlencode(asked)}",
    )
    context = {
        "shelf": shelf,
        "page": page,
        "form": WordsForm(initial=asked),
        "query": urlencode(asked),
        "tabs": tabs("circulars"),
    }
    return answer(request, "inspections/list.html", context, part="results")


@require_GET
@SEES
def circular_export(request: ActorRequest) -> FileResponse:
    asked, found = _found(request)
    ordered = found.order_by(*_ORDERS[asked.get("sort", "newest")].by(backwards=False))
    rows = (_row(it).cells for it in ordered)
    lines = ([it.text if isinstance(it, Mark) else it for it in row] for row in rows)
    return exports.sheet(_("Circulars"), _head(), lines)


@require_POST
@_PUBLISHES
def new_circular(request: ActorRequest, round_id: int) -> HttpResponse:
    known = round_for(request.actor, round_id)
    form = NewCircularForm(request.POST)
    if form.is_valid():
        try:
            made = write_circular(round_id=known.pk, by=request.actor, **form.cleaned_data)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect("desk:circular", made.pk)
    return page_of_round(request, known, circular_form=form)


@require_http_methods(["GET", "POST"])
@SEES
def circular(request: ActorRequest, circular_id: int) -> HttpResponse:
    known = circular_for(request.actor, circular_id)
    writes = may_publish(request.actor, known.round) and not known.published_at
    said = {name: getattr(known, name) for name in ("version", "number", "title", "text")}
    form = CircularForm(request.POST) if request.method == "POST" else CircularForm(initial=said)
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in said}
        try:
            rewrite_circular(circular_id=known.pk, by=request.actor, **told)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:circular", known.pk)
    named = named_in(known)
    mine = [it for it in named if answers_for(request.actor, it.unit_id)]
    context = {
        "known": known,
        "form": form if writes else None,
        "named": named,
        "figures": known.figures or figures_of(known.round, request.actor),
        "may_confirm": any(it.confirmed_at is None for it in mine),
    }
    status = form.status if form.is_bound else 200
    return answer(request, "inspections/circular.html", context, status=status)


@require_POST
@_PUBLISHES
def publish(request: ActorRequest, circular_id: int) -> HttpResponse:
    try:
        publish_circular(circular_id=circular_id, by=request.actor)
    except DomainError as refusal:
        if refusal.status != 409:  # noqa: PLR2004 -- not possible now: said where it was pressed
            raise
        messages.error(request, str(refusal))
    return redirect("desk:circular", circular_id)


@require_POST
@SEES
def confirm(request: ActorRequest, circular_id: int) -> HttpResponse:
    confirm_circular(circular_id=circular_id, by=request.actor)
    messages.success(request, _("Confirmed."))
    return redirect("desk:circular", circular_id)


@require_GET
@SEES
def document(request: ActorRequest, circular_id: int) -> FileResponse:
    known = circular_for(request.actor, circular_id)
    response = FileResponse(paper_of(known, request.actor), content_type=_DOCX)
    response["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(known.title)}.docx"
    return response
