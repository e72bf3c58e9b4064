"""The points of a round: on the map, in a sheet, drawn and chosen."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports, maps, names
from lingdang.faces.desk.forms.rounds import ChooseForm, DrawForm
from lingdang.faces.desk.views.rounds import PLANS, SEES, page_of_round, points_seen
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections.public import (
    Point,
    Standing,
    Wanted,
    choose_points,
    draw_points,
    ledger_for,
    round_for,
)
from lingdang.kernel.coordinates import from_wgs84


@require_GET
@SEES
def points(request: ActorRequest, round_id: int) -> JsonResponse:
    """The points of a round: grey not seen, green in order, red with something open."""
    known = round_for(request.actor, round_id)
    shown = list(points_seen(request, known).exclude(lng=None).order_by("number"))
    left = ledger_for(request.actor, Wanted(round_id=known.pk, standing=Standing.OPEN))
    wrong = set(left.values_list("point_id", flat=True))
    features = [_feature(it, wrong) for it in shown]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _feature(it: Point, wrong: set[int]) -> dict[str, Any]:
    at = from_wgs84(it.lng or 0, it.lat or 0, maps.system())
    seen = "green" if it.seen_at else "grey"
    told = {
        "colour": "red" if it.pk in wrong else seen,
        "number": str(it.number),
        "text": it.label,
        "url": reverse("desk:point", args=[it.pk]),
    }
    geometry = {"type": "Point", "coordinates": at}
    return {"type": "Feature", "geometry": geometry, "properties": told}


@require_POST
@PLANS
def draw(request: ActorRequest, round_id: int) -> HttpResponse:
    known = round_for(request.actor, round_id)
    form = DrawForm(request.actor, request.POST)
    if form.saved(draw_points, round_id=known.pk, by=request.actor):
        messages.success(request, _("Drawn. The seed is shown, so that anybody can draw again."))
        return redirect("desk:round", known.pk)
    return page_of_round(request, known, draw_form=form)


@require_POST
@PLANS
def choose(request: ActorRequest, round_id: int) -> HttpResponse:
    known = round_for(request.actor, round_id)
    form = ChooseForm(known.place_id, request.POST)
    if form.saved(choose_points, round_id=known.pk, by=request.actor):
        return redirect("desk:round", known.pk)
    return page_of_round(request, known, choose_form=form)


@require_GET
@SEES
def point_export(request: ActorRequest, round_id: int) -> FileResponse:
    known = round_for(request.actor, round_id)
    head = [_("Turn"), _("Point"), _("Type of point"), _("Place"), _("Group"), _("Seen at")]
    rows = (
        [
            it.number,
            it.label,
            it.kind,
            names.place_name(it.place_id),
            it.group.unit.name if it.group else "",
            f"{timezone.localtime(it.seen_at):%Y-%m-%d %H:%M}" if it.seen_at else "",
        ]
        for it in points_seen(request, known).order_by("number")
    )
    return exports.sheet(known.name, head, rows)
