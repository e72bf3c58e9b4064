"""A round of inspection in walking order, and one of its points, with or without a network."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lingdang.evidence.public import PHOTOS_AT_ONCE
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol import inspecting
from lingdang.faces.patrol.cards import place_name
from lingdang.faces.patrol.web import page, patrol
from lingdang.inspections.public import BAD, Result, point_for, round_for
from lingdang.people.public import Duty


@require_GET
@patrol(Duty.RECORD_FINDINGS)
def round_(request: ActorRequest, round_id: int) -> HttpResponse:
    found = round_for(request.actor, round_id)
    points = list(inspecting.my_points(request.actor, found))
    context = {
        "round": found,
        "points": [(point, place_name(point.place_id)) for point in points],
        "seen": sum(1 for point in points if point.seen_at),
    }
    return render(request, "patrol/round.html", page(request, "today", **context))


@require_GET
@patrol(Duty.RECORD_FINDINGS)
def point(request: ActorRequest, point_id: int) -> HttpResponse:
    found = point_for(request.actor, point_id)
    lines = inspecting.lines_of(request.actor, found)
    context = {
        "point": found,
        "place": place_name(found.place_id),
        "lines": lines,
        "left": sum(1 for line in lines if line.finding is None),
        "records": inspecting.records(request.actor, found),
        "results": Result.choices,
        "bad": sorted(BAD),
        "onward": inspecting.next_of(request.actor, found),
        "most": PHOTOS_AT_ONCE,
    }
    return render(request, "patrol/point.html", page(request, "today", **context))
