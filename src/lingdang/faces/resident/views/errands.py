"""Ask the grid worker to do an errand: which service, who it is for, where they live."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lingdang.dossiers.public import services_in_use
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.forms import ErrandForm
from lingdang.faces.resident.forms_home import opening_of
from lingdang.faces.resident.matters import send_errand
from lingdang.faces.resident.neighbourhoods import communities_by_town
from lingdang.kernel.errors import Incomplete
from lingdang.people.public import home_of
from lingdang.places.public import tree

_UNPROCESSABLE = 422


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def errands(request: ActorRequest) -> HttpResponse:
    home = None if request.GET.get("for") == "other" else home_of(request.actor)
    form = ErrandForm(request.POST or None, initial=opening_of(home))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("resident:case", send_errand(request, form.as_report(), form.service()))
        except Incomplete as refusal:
            for name, sentence in refusal.problems.items():
                form.add_error(name if name in form.fields else None, sentence)
    context = {
        "tab": "home",
        "form": form,
        "known": home if not form.errors.keys() - {"kind"} else None,
        "known_names": tree().path_names(home.place_id)[1:] if home else [],
        "services": services_in_use(),
        "towns": communities_by_town(),
    }
    status = _UNPROCESSABLE if form.is_bound else 200
    return render(request, "resident/errands.html", context, status=status)
