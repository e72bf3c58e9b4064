"""While a resident writes: what it may be, where, whether we have it already; and “me too”."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lingdang.cases.public import public_cases
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import met
from lingdang.faces.resident.forms import JoinForm, WritingForm, problems
from lingdang.faces.resident.strangers import sender
from lingdang.kernel.errors import Incomplete
from lingdang.suggestions.public import (
    Spot,
    find_duplicates,
    join_case,
    named_places,
    suggest_categories,
)

_ASKED = 2


@login_not_required
@never_cache
@require_POST
def suggestions(request: ActorRequest) -> HttpResponse:
    """Answer with a part of the page; what cannot be read yet suggests nothing."""
    form = WritingForm(request.POST)
    context = {}
    if form.is_valid():
        text, told = form.cleaned_data["description"], form.text()
        lng, lat = form.position()
        spot = None if lng is None or lat is None else Spot(lng, lat)
        kinds = suggest_categories(text)
        context = {
            "kinds": kinds[:1] if kinds and kinds[0].sure else kinds[:_ASKED],
            "places": [met.mapped(place) for place in named_places(told) if place.spot],
            "duplicates": met.matters(find_duplicates(public_cases(), told, spot)),
        }
    return render(request, "resident/suggestions.html", context)


@login_not_required
@require_POST
def join(request: ActorRequest, number: str) -> HttpResponse:
    """Count this person or this browser in, and show the matter among their own."""
    form = JoinForm(request.POST)
    if not form.is_valid():
        raise Incomplete(problems(form))
    case = met.public_case(number)
    join_case(case_id=case.pk, by=sender(request), phone=form.cleaned_data["contact_phone"])
    met.remember(request, case.pk)
    return redirect("resident:mine")
