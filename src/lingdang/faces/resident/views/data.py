"""What is known of me: to read, to take along, to have erased."""

from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.entrance.own_data import erase_own_data, own_data
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.forms import EraseForm


@never_cache
@require_GET
def data(request: ActorRequest) -> HttpResponse:
    known = own_data(request, request.actor)
    return render(request, "resident/data.html", {"tab": "me", "known": known})


@never_cache
@require_GET
def file(request: ActorRequest) -> HttpResponse:
    answer = JsonResponse(
        own_data(request, request.actor), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Content-Disposition"] = 'attachment; filename="lingdang-my-data.json"'
    return answer


@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: ActorRequest) -> HttpResponse:
    """Ask once more, then forget; whoever is erased is signed out."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        erase_own_data(request.actor)
        logout(request)
        return redirect("resident:home")
    known = own_data(request, request.actor)
    waiting = sum(1 for matter in known["matters"] if matter["closed_at"] is None)
    context = {"tab": "me", "form": form, "waiting": waiting}
    return render(request, "resident/erase.html", context, status=422 if form.errors else 200)
