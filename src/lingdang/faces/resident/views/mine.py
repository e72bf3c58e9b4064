"""What I reported, on this browser or under my number; and what this phone is set to."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import met
from lingdang.faces.resident.matters import page_of_mine
from lingdang.messaging.public import MOST_COUNTED, unread
from lingdang.people.public import cards, home_of


@login_not_required
@never_cache
@vary_on_headers("HX-Request")
@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    matters, next_page = page_of_mine(request, request.GET.get("after", ""))
    part = "#matters" if request.htmx else ""
    context = {"tab": "mine", "matters": matters, "next_page": next_page, "met": met.mine(request)}
    return render(request, f"resident/mine.html{part}", context)


@login_not_required
@never_cache
@require_GET
def me(request: ActorRequest) -> HttpResponse:
    person_id = request.actor.person_id
    card = cards([person_id]).get(person_id) if person_id else None
    waiting = unread(request.actor)
    context = {
        "tab": "me",
        "card": card,
        "lives": home_of(request.actor),
        "demo": settings.DEMO,
        "waiting": f"{MOST_COUNTED}+" if waiting > MOST_COUNTED else waiting,
    }
    return render(request, "resident/me.html", context)
