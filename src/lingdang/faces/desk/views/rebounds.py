"""Rebounds 反弹: what came back on which closed case, one of them, and how often."""

from collections.abc import Iterator
from itertools import batched
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports, lookbacks, maps, names, rebounds
from lingdang.faces.desk.forms.rebounds import (
    DecideReboundForm,
    ReboundFigureForm,
    ReboundFilterForm,
)
from lingdang.faces.desk.maps import Map, box_of, drawn
from lingdang.faces.desk.paging import page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty
from lingdang.rebounds.public import (
    Rebound,
    Step,
    decide,
    rebound_for,
    recurring,
    steps_for,
    total,
)

_STRETCH = 500


def _listed(request: ActorRequest) -> dict[str, Any]:
    return lookbacks.asked_of(ReboundFilterForm(request.actor, request.GET))


@require_GET
@desk(Duty.SEE_CASE)
def rebounds_found(request: ActorRequest) -> HttpResponse:
    asked = _listed(request)
    order = rebounds.ORDERS[asked.get("sort", "newest")]
    page = page_of(rebounds.found(request.actor, asked), order, request.GET)
    context = {
        "page": page,
        "rows": rebounds.rows_of(request.actor, page.rows),
        "form": ReboundFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "here": "rebounds",
        "map": Map(maps.focus(request.actor, Duty.SEE_CASE)),
    }
    return answer(request, "rebounds/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def rebound_points(request: ActorRequest) -> JsonResponse:
    found, box = rebounds.found(request.actor, _listed(request)), request.GET.get("bbox", "")
    return JsonResponse(rebounds.collection(request.actor, found, box_of(box)))


@require_GET
@desk(Duty.SEE_CASE)
def rebound_export(request: ActorRequest) -> FileResponse:
    asked = _listed(request)
    order = rebounds.ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [
        *(_("Number"), _("State"), _("Came back on"), _("Closed at"), _("Days after")),
        *(_("Category"), _("Place"), _("Unit that closed it"), _("By what it is the same place")),
        *(_("Metres"), _("Why it is or is not the same")),
    ]
    found = rebounds.found(request.actor, asked).order_by(*order)
    return exports.sheet(pgettext("room", "Rebounds"), head, _lines(request.actor, found))


def _lines(actor: Actor, found: QuerySet[Rebound]) -> Iterator[list[object]]:
    for stretch in batched(found.iterator(chunk_size=_STRETCH), _STRETCH):
        for row in rebounds.rows_of(actor, stretch):
            it = row.it
            yield [
                *(it.case.number, row.standing.label, it.earlier.number, it.closed_at, it.days),
                *(names.category_name(it.category_id), names.place_name(it.place_id)),
                *(names.unit_name(it.unit_id), row.spot.label, it.metres, it.note),
            ]


@require_GET
@desk(Duty.SEE_CASE)
def rebound(request: ActorRequest, rebound_id: int) -> HttpResponse:
    return _page(request, rebound_id)


@require_POST
@desk(Duty.DECIDE_REBOUND)
def decide_one(request: ActorRequest, rebound_id: int) -> HttpResponse:
    rebound_for(request.actor, rebound_id)
    form = DecideReboundForm(list(Step), request.POST)
    if form.saved(decide, rebound_id=rebound_id, by=request.actor):
        messages.success(request, _("Your word stands with both cases."))
        return redirect("desk:rebound", rebound_id)
    return _page(request, rebound_id, form)


def _page(
    request: ActorRequest, rebound_id: int, refused: DecideReboundForm | None = None
) -> HttpResponse:
    it = rebound_for(request.actor, rebound_id)
    [row] = rebounds.rows_of(request.actor, [it])
    steps = steps_for(request.actor, it)
    if refused:
        refused.steps = steps
    context = {
        "row": row,
        "sides": [
            (_("Reported again"), it.case, row.sees_case),
            (_("Closed before"), it.earlier, row.sees_earlier),
        ],
        "map": Map(it.place_id, drawn(it.case.lng, it.case.lat)),
        "form": refused or (DecideReboundForm(steps) if steps else None),
    }
    status = refused.status if refused else 200
    return answer(request, "rebounds/rebound.html", context, status=status)


def _counted(request: ActorRequest) -> dict[str, Any]:
    return lookbacks.asked_of(ReboundFigureForm(request.actor, request.GET))


@require_GET
@desk(Duty.SEE_CASE)
def rebound_figures(request: ActorRequest) -> HttpResponse:
    asked = _counted(request)
    rows = rebounds.counted(request.actor, asked)
    context = {
        "rows": rows,
        "total": total(row.line for row in rows),
        "again": recurring(rebounds.found(request.actor, asked)),
        "by": lookbacks.by_what(asked),
        "plans": request.actor.has(Duty.PLAN_ROUNDS),
        "form": ReboundFigureForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "narrow": urlencode({name: value for name, value in asked.items() if name != "by"}),
        "here": "rebound_figures",
    }
    return answer(request, "rebounds/figures.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def rebound_figure_export(request: ActorRequest) -> FileResponse:
    asked = _counted(request)
    head = [
        *(
            lookbacks.by_what(asked),
            _("Closed"),
            pgettext("rebound", "Came back"),
            _("Share that came back"),
        ),
        *(_("At least"), _("At most"), _("Looked at again"), _("Not really put right")),
    ]
    lines = (
        [
            *(row.name, row.line.closed, row.line.came_back, row.line.share, *row.line.interval),
            *(row.looked.looked, row.looked.came_back),
        ]
        for row in rebounds.counted(request.actor, asked)
    )
    return exports.sheet(_("Figures of rebounds"), head, lines)
