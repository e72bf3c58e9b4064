"""Draws 抽取: what was drawn from, by which seed; taken again on the page, or from a file."""

from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.lookbacks import DrawFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import Draw, DrawKind, disagreements, draw_for, draws_for
from lingdang.people.public import Duty

_ORDERS = {
    "newest": Order(("day", "id")),
    "oldest": Order(("day", "id"), descending=False),
}


@require_GET
@desk(Duty.SEE_CASE)
def draws(request: ActorRequest) -> HttpResponse:
    asked = asked_in(DrawFilterForm(request.GET))
    page = page_of(_found(request.actor, asked), _ORDERS[asked.get("sort", "newest")], request.GET)
    context = {
        "page": page,
        "form": DrawFilterForm(initial=asked),
        "query": urlencode(asked),
        "here": "draws",
    }
    return answer(request, "lookbacks/draws.html", context, part="results")


def _found(actor: Actor, asked: dict[str, Any]) -> QuerySet[Draw]:
    exact = {"kind": "kind", "since": "day__gte", "until": "day__lte"}
    return (
        draws_for(actor)
        .defer("frame")
        .filter(**{exact[name]: asked[name] for name in exact if name in asked})
    )


@require_GET
@desk(Duty.SEE_CASE)
def draw_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(DrawFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [
        _("Day"),
        _("Kind of draw"),
        _("Cases"),
        _("Drawn"),
        _("Seed"),
        pgettext("of a draw", "Rule"),
        "SHA-256",
    ]
    lines = (
        [
            *(one.day, DrawKind(one.kind).label, one.cases, one.chosen),
            *(one.seed, one.rule, one.digest),
        ]
        for one in _found(request.actor, asked).order_by(*order).iterator()
    )
    return exports.sheet(_("Draws"), head, lines)


@require_GET
@desk(Duty.SEE_CASE)
def draw(request: ActorRequest, draw_id: int) -> HttpResponse:
    found = draw_for(request.actor, draw_id)
    context = {
        "draw": found,
        "wrong": disagreements(found.told) if "again" in request.GET else None,
        "asked_again": "again" in request.GET,
    }
    return answer(request, "lookbacks/draw.html", context)


@require_GET
@desk(Duty.SEE_CASE)
def draw_file(request: ActorRequest, draw_id: int) -> JsonResponse:
    """As ``lingdang lookbacks check`` reads it."""
    found = draw_for(request.actor, draw_id)
    response = JsonResponse(found.told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = quote(f"{_('draw')}-{found.day}-{found.kind}.json")
    response["Content-Disposition"] = f"attachment; filename*=utf-8''{name}"
    return response
