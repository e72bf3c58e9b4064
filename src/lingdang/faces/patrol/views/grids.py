from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lingdang.cases.public import cases_for
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.grounds import outlines, tops
from lingdang.faces.patrol.web import page, patrol

_MOST = 200


@require_GET
@patrol()
def grids(request: ActorRequest) -> HttpResponse:
    """My grids on a map that needs no network once it was opened, and in words below it."""
    context = {"places": tops(request.actor)}
    return render(request, "patrol/grids.html", page(request, "grids", **context))


@require_GET
@patrol()
def boundaries(request: ActorRequest) -> JsonResponse:
    """The outlines of my grids, and what is open in them."""
    cases = cases_for(request.actor).open().exclude(lng=None).order_by("due_at", "id")
    points = [
        {"id": pk, "lng": lng, "lat": lat, "text": text[:40]}
        for pk, lng, lat, text in cases.values_list("pk", "lng", "lat", "description")[:_MOST]
    ]
    return JsonResponse({"outlines": outlines(request.actor), "cases": points})
