"""One press: somebody is rung, and the resident sees how it goes."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lingdang.calls.public import cancel_call
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.forms import BellForm, problems
from lingdang.faces.resident.forms_home import at_home
from lingdang.faces.resident.matters import held, send_bell
from lingdang.faces.resident.neighbourhoods import communities_by_town
from lingdang.faces.resident.ringing import ringing
from lingdang.faces.resident.serving import serving
from lingdang.kernel.errors import Incomplete

_UNPROCESSABLE, _NOTHING_NEW = 422, 204


@login_not_required
@require_POST
def ring(request: ActorRequest) -> HttpResponse:
    """Open a matter where the phone is; without a position, ask for the community first."""
    form = BellForm(request.POST)
    if not form.is_valid():
        raise Incomplete(problems(form))
    report = at_home(request.actor, form.as_report())
    if report.lng is None and not report.place_id:
        context = {
            "tab": "home",
            "key": form.cleaned_data["key"],
            "towns": communities_by_town(),
        }
        return render(request, "resident/choose.html", context, status=_UNPROCESSABLE)
    return redirect("resident:rung", send_bell(request, report))


@login_not_required
@never_cache
@require_GET
def rung(request: ActorRequest, key: str) -> HttpResponse:
    """How the call goes; asked for again and again, it answers only with what is new."""
    matter = held(request, key)
    call = ringing(matter)
    polls = request.headers.get("HX-Request") == "true"
    if polls and request.GET.get("seen") == call.seen:
        return HttpResponse(status=_NOTHING_NEW)
    context = {"tab": "home", "key": key, "case": matter.case, "call": call}
    if call.open:
        context["serving"] = serving(matter.case.place_id)
    return render(request, "resident/rung.html#call" if polls else "resident/rung.html", context)


@login_not_required
@require_POST
def cancel(request: ActorRequest, key: str) -> HttpResponse:
    """Pressed by mistake: nobody need come."""
    matter = held(request, key)
    cancel_call(call_id=ringing(matter).story.call.pk, by=matter.actor)
    return redirect("resident:rung", key)
