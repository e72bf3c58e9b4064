"""The ten matters 十件事 that were promised to everybody, and how far each has come."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import tens as told
from lingdang.kernel.actor import ANYONE
from lingdang.suggestions.public import confirmed_tens, ten_for

_MOST = 60


@login_not_required
@require_GET
def tens(request: ActorRequest) -> HttpResponse:
    """Every list that was confirmed, the newest first."""
    lists = [(ten, told.name_of(ten)) for ten in confirmed_tens()[:_MOST]]
    return render(request, "resident/tens.html", {"tab": "home", "lists": lists})


@login_not_required
@require_GET
def ten(request: ActorRequest, ten_id: int) -> HttpResponse:
    """Only what was confirmed is public, even for who keeps the list."""
    found = ten_for(ANYONE, ten_id)
    context = {"tab": "home", "ten": found, "name": told.name_of(found), "items": told.items(found)}
    return render(request, "resident/ten.html", context)
