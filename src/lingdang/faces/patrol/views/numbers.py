from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.figures import figures
from lingdang.faces.patrol.web import page, patrol


@require_GET
@patrol()
def numbers(request: ActorRequest) -> HttpResponse:
    """How my places stand: a few figures, each in a sentence. Nobody's work is counted."""
    return render(
        request, "patrol/numbers.html", page(request, "grids", places=figures(request.actor))
    )
