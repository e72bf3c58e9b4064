from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.cards import MOST_MINE, MOST_NEAR, cards_of, mine, near
from lingdang.faces.patrol.grounds import middle
from lingdang.faces.patrol.inspecting import my_rounds
from lingdang.faces.patrol.rounds import due_visits
from lingdang.faces.patrol.web import page, patrol


@require_GET
@patrol()
def today(request: ActorRequest) -> HttpResponse:
    """What is due today, where I walk."""
    actor, now = request.actor, timezone.now()
    context = {
        "mine": cards_of(actor, mine(actor)[:MOST_MINE], now),
        "near": cards_of(actor, near(actor)[:MOST_NEAR], now),
        "visits": due_visits(actor),
        "rounds": my_rounds(actor),
        "middle": middle(actor),
    }
    return render(request, "patrol/today.html", page(request, "today", **context))
