"""Found outside, in four taps; found and put right in one go."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lingdang.evidence.public import PHOTOS_AT_ONCE
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol import tiles
from lingdang.faces.patrol.grounds import grounds
from lingdang.faces.patrol.web import page, patrol
from lingdang.people.public import Duty


@require_GET
@patrol(Duty.REPORT_FOR_OTHER)
def report(request: ActorRequest) -> HttpResponse:
    return _form(request, "report")


@require_GET
@patrol(Duty.SETTLE_IN_GRID)
def settle(request: ActorRequest) -> HttpResponse:
    """自办即结: a small matter, put right by whoever met it."""
    return _form(request, "settle")


@require_GET
@patrol(Duty.REPORT_FOR_OTHER)
def categories(_request: ActorRequest) -> JsonResponse:
    """What the page does not show: found by a word, on the phone."""
    return JsonResponse(tiles.names(), safe=False)


def _form(request: ActorRequest, kind: str) -> HttpResponse:
    whole = request.GET.get("all") == "1"
    context = {
        "kind": kind,
        "source": "grid_worker" if request.actor.has(Duty.SETTLE_IN_GRID) else "inspector",
        "lately": tiles.lately(request.actor),
        "types": tiles.types(whole=whole),
        "whole": whole,
        "grounds": grounds(request.actor),
        "may_settle": request.actor.has(Duty.SETTLE_IN_GRID),
        "most": PHOTOS_AT_ONCE,
    }
    return render(request, "patrol/report.html", page(request, "report", **context))
