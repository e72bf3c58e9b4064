"""One press: a matter is open, and the resident holds the number of who serves them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.forms import BellForm, problems
from lingdang.faces.resident.matters import held, send
from lingdang.faces.resident.neighbourhoods import communities_by_town
from lingdang.faces.resident.serving import serving
from lingdang.kernel.errors import Incomplete

_UNPROCESSABLE = 422


@login_not_required
@require_POST
def ring(request: ActorRequest) -> HttpResponse:
    """Open a matter where the phone is; without a position, ask for the community first."""
    form = BellForm(request.POST)
    if not form.is_valid():
        raise Incomplete(problems(form))
    if form.cleaned_data["lng"] is None and not form.cleaned_data["place"]:
        context = {
            "tab": "home",
            "key": form.cleaned_data["key"],
            "towns": communities_by_town(),
        }
        return render(request, "resident/choose.html", context, status=_UNPROCESSABLE)
    return redirect("resident:rung", send(request, form.as_report()))


@login_not_required
@never_cache
@require_GET
def rung(request: ActorRequest, key: str) -> HttpResponse:
    matter = held(request, key)
    context = {"tab": "home", "key": key, "case": matter.case}
    return render(
        request, "resident/rung.html", context | {"serving": serving(matter.case.place_id)}
    )
