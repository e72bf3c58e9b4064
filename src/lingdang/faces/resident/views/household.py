"""Where I live: told once, changed with its day, taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.forms_home import HomeForm
from lingdang.faces.resident.maps import map_at
from lingdang.faces.resident.neighbourhoods import communities_by_town, dwellings
from lingdang.kernel.errors import Incomplete
from lingdang.people.public import CareNeed, forget_household, home_of, set_household
from lingdang.places.public import tree

_UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "POST"])
def household(request: ActorRequest) -> HttpResponse:
    form = HomeForm.of(home_of(request.actor))
    if request.method == "POST":
        form = HomeForm(request.POST)
        if form.is_valid() and _saved(request, form):
            messages.success(request, _("Kept. You will not be asked for it again."))
            return redirect("resident:household")
    home, words = home_of(request.actor), request.GET.get("q", "").strip()
    context = {
        "tab": "me",
        "form": form,
        "home": home,
        "home_names": tree().path_names(home.place_id)[1:] if home else [],
        "words": words,
        "found": dwellings(words) if words else [],
        "towns": communities_by_town(),
        "needs": CareNeed.choices,
        "map": map_at(None, None),
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "resident/household.html", context, status=status)


def _saved(request: ActorRequest, form: HomeForm) -> bool:
    try:
        set_household(told=form.told(), by=request.actor)
    except Incomplete as refusal:
        for name, sentence in refusal.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
        return False
    return True


@require_POST
def forget(request: ActorRequest) -> HttpResponse:
    forget_household(by=request.actor)
    messages.success(request, _("Forgotten."))
    return redirect("resident:household")
