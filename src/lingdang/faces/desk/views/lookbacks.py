"""Look-backs 回头看: what is to be looked at again, one of them, and what was found."""

from collections.abc import Iterator
from itertools import batched
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from lingdang.evidence.public import photos_of
from lingdang.faces.desk import doubts, exports, lookbacks, maps, names
from lingdang.faces.desk.casebook import photos_by_moment
from lingdang.faces.desk.forms.lookbacks import LookBackFigureForm, LookBackFilterForm, LookForm
from lingdang.faces.desk.maps import Map, box_of, drawn
from lingdang.faces.desk.paging import page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.lookbacks.public import (
    LookBack,
    Step,
    When,
    look,
    look_back_for,
    steps_for,
    total,
)
from lingdang.people.public import Duty

_STRETCH = 500


def _asked(request: ActorRequest) -> dict[str, Any]:
    """Whoever looks begins with what is to be looked at now."""
    asked = lookbacks.asked_of(LookBackFilterForm(request.actor, request.GET))
    if not request.GET and request.actor.has(Duty.LOOK_BACK):
        asked["when"] = When.DUE.value
    return asked


@require_GET
@desk(Duty.SEE_CASE)
def look_backs(request: ActorRequest) -> HttpResponse:
    asked = _asked(request)
    order = lookbacks.ORDERS[asked.get("sort", "due" if asked.get("when") else "newest")]
    page = page_of(lookbacks.found(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": lookbacks.rows_of(page.rows),
        "form": LookBackFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "here": asked.get("when", "all"),
        "map": Map(maps.focus(request.actor, Duty.SEE_CASE)),
    }
    return answer(request, "lookbacks/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def look_back_points(request: ActorRequest) -> JsonResponse:
    asked = lookbacks.asked_of(LookBackFilterForm(request.actor, request.GET))
    found, box = lookbacks.found(request.actor, asked), box_of(request.GET.get("bbox", ""))
    return JsonResponse(lookbacks.collection(found, box))


@require_GET
@desk(Duty.SEE_CASE)
def look_back_export(request: ActorRequest) -> FileResponse:
    asked = _asked(request)
    order = lookbacks.ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [
        *(_("Number"), _("Place"), _("Unit"), _("Category"), _("Why it is looked at")),
        *(_("Closed at"), _("To be looked at on"), _("State"), _("Looked at"), _("What was seen")),
    ]
    found = lookbacks.found(request.actor, asked).order_by(*order)
    return exports.sheet(pgettext("room", "Look-backs"), head, _lines(found))


def _lines(found: QuerySet[LookBack]) -> Iterator[list[object]]:
    for stretch in batched(found.iterator(chunk_size=_STRETCH), _STRETCH):
        for row in lookbacks.rows_of(stretch):
            it, case = row.it, row.it.case
            yield [
                *(case.number, names.place_name(case.place_id), names.unit_name(it.unit_id)),
                *(names.category_name(case.category_id), row.why.label, it.closed_at, it.due_on),
                *(row.state.label, it.looked_at, it.note),
            ]


@require_GET
@desk(Duty.SEE_CASE)
def look_back(request: ActorRequest, look_back_id: int) -> HttpResponse:
    return _page(request, look_back_id)


@require_POST
@desk(Duty.LOOK_BACK)
def look_again(request: ActorRequest, look_back_id: int) -> HttpResponse:
    look_back_for(request.actor, look_back_id)
    form = LookForm([Step.HOLD, Step.COME_BACK], request.POST, request.FILES)
    if form.is_valid():
        try:
            look(look_back_id=look_back_id, by=request.actor, **form.facts(request.actor))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your word stands with the case."))
            return redirect("desk:look_back", look_back_id)
    return _page(request, look_back_id, form)


def _page(
    request: ActorRequest, look_back_id: int, refused: LookForm | None = None
) -> HttpResponse:
    it = look_back_for(request.actor, look_back_id)
    [row], case = lookbacks.rows_of([it]), it.case
    steps = steps_for(request.actor, it, timezone.localdate())
    context = {
        "row": row,
        "case": case,
        "photos": photos_by_moment(photos_of(case.subject)),
        "looked": photos_of(it.subject),
        "doubted": doubts.of_case(request.actor, case),
        "map": Map(case.place_id, drawn(case.lng, case.lat)),
        "form": refused or (LookForm(steps) if steps else None),
    }
    status = refused.status if refused else 200
    return answer(request, "lookbacks/lookback.html", context, status=status)


@require_GET
@desk(Duty.SEE_CASE)
def look_back_figures(request: ActorRequest) -> HttpResponse:
    asked = _figures_asked(request)
    rows = lookbacks.counted(request.actor, asked)
    narrow = {name: value for name, value in asked.items() if name != "by"}
    context = {
        "rows": rows,
        "total": total(row.line for row in rows),
        "form": LookBackFigureForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "narrow": urlencode(narrow),
        "here": "figures",
        "by": lookbacks.by_what(asked),
    }
    return answer(request, "lookbacks/figures.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def look_back_figure_export(request: ActorRequest) -> FileResponse:
    asked = _figures_asked(request)
    head = [
        *(lookbacks.by_what(asked), _("Drawn"), _("Looked at"), _("Put right for good")),
        *(_("Not really put right"), _("Share not really put right"), _("At least"), _("At most")),
    ]
    lines = (
        [
            *(row.name, row.line.drawn, row.line.looked, row.line.held, row.line.came_back),
            *(row.line.share, *row.line.interval),
        ]
        for row in lookbacks.counted(request.actor, asked)
    )
    return exports.sheet(_("Figures of look-backs"), head, lines)


def _figures_asked(request: ActorRequest) -> dict[str, Any]:
    return lookbacks.asked_of(LookBackFigureForm(request.actor, request.GET))
