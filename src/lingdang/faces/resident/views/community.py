"""The page of a community, and whether one follows it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import communities as told
from lingdang.faces.resident import news
from lingdang.faces.resident.neighbourhoods import communities_by_town
from lingdang.people.public import follow_place, followed_by, unfollow_place


@login_not_required
@never_cache
@require_GET
def communities(request: ActorRequest) -> HttpResponse:
    """Those one follows first, then every one under its town."""
    context = {
        "tab": "home",
        "mine": told.named(followed_by(request.actor)),
        "towns": communities_by_town(),
    }
    return render(request, "resident/communities.html", context)


@login_not_required
@never_cache
@require_GET
def community(request: ActorRequest, community_id: int) -> HttpResponse:
    context = {
        "tab": "home",
        "community": told.community(community_id),
        "notices": news.of_place(community_id),
        "follows": community_id in followed_by(request.actor),
    }
    return render(request, "resident/community.html", context)


@require_POST
def follow(request: ActorRequest, community_id: int) -> HttpResponse:
    change = follow_place if request.POST.get("on") == "1" else unfollow_place
    change(place_id=told.community(community_id).place.id, by=request.actor)
    return redirect("resident:community", community_id)
