from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.watches import shift_notes, watches
from lingdang.faces.patrol.web import page, patrol


@require_GET
@patrol()
def shift(request: ActorRequest) -> HttpResponse:
    """白加黑: who is on duty now and next, and the note from one shift to the next."""
    context = {
        "watches": watches(request.actor, timezone.localtime()),
        "notes": shift_notes(request.actor),
    }
    return render(request, "patrol/shift.html", page(request, "today", **context))
