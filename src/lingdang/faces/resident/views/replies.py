"""What was replied to everybody: the newest, and one matter as all may read it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import told


@login_not_required
@never_cache
@require_GET
def replies(request: ActorRequest) -> HttpResponse:
    words, after = request.GET.get("q", "").strip(), request.GET.get("after", "")
    page = told.newest(words, after)
    return render(request, "resident/replies.html", {"tab": "home", "page": page, "q": words})


@login_not_required
@never_cache
@require_GET
def replied(request: ActorRequest, number: str) -> HttpResponse:
    """A matter for all: what it is, where, how far, and what was replied in public."""
    return render(request, "resident/replied.html", {"tab": "home", "matter": told.matter(number)})
