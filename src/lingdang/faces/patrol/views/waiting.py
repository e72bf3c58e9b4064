from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lingdang.cases.public import Step
from lingdang.evidence.public import PHOTOS_AT_ONCE
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.web import page, patrol
from lingdang.people.public import Duty


@require_GET
@patrol()
def waiting(request: ActorRequest) -> HttpResponse:
    """What may be done about a report that this phone still keeps; which one, only it knows."""
    may = request.actor.has
    steps = [
        ("settle", _("Settled on the spot"), "outcome", may(Duty.SETTLE_IN_GRID)),
        ("pass_up", Step.PASS_UP.label, "reason", may(Duty.PASS_UP_CASE)),
        ("note", _("Add a note"), "text", True),
    ]
    offered = [(step, label, asks) for step, label, asks, open_now in steps if open_now]
    context = {"steps": offered, "most": PHOTOS_AT_ONCE}
    return render(request, "patrol/waiting.html", page(request, "today", **context))
