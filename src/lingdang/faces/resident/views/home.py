"""The home page: the bell, alone in the middle."""

from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import news
from lingdang.faces.resident.matters import latest
from lingdang.faces.resident.serving import serving
from lingdang.people.public import home_of
from lingdang.places.public import tree


@login_not_required
@never_cache
@ensure_csrf_cookie
@require_GET
def home(request: ActorRequest) -> HttpResponse:
    home = home_of(request.actor)
    context = {
        "tab": "home",
        "district": tree().root().name,
        "key": uuid4(),
        "home": serving(home.place_id) if home else None,
        "latest": latest(request),
        "notices": news.newest(request.actor),
    }
    return render(request, "resident/home.html", context)
