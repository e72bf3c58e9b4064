"""What goes on around one 身边的事: the list with its map, and one matter as all may read it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import near as around
from lingdang.faces.resident.forms import NearForm, problems
from lingdang.faces.resident.maps import map_at, map_of
from lingdang.faces.resident.met import has_met
from lingdang.faces.resident.neighbourhoods import communities_by_town, own_place, standing
from lingdang.kernel.errors import Incomplete
from lingdang.standards.public import resident_categories


@login_not_required
@never_cache
@vary_on_headers("HX-Request")
@require_GET
def nearby(request: ActorRequest) -> HttpResponse:
    """Near a position, else in the place that was chosen, else in one's own."""
    form = NearForm(request.GET)
    if not form.is_valid():
        raise Incomplete(problems(form))
    told, point = form.cleaned_data, form.point()
    place = None if point else standing(told["place"] or own_place(request.actor))
    rows, more = around.page(form, place.id if place else None)
    context = {
        "tab": "home",
        "asked": told,
        "rows": rows,
        "next_page": told["page"] + 1 if more else None,
        "point": point,
        "place": place,
        "categories": resident_categories(),
        "towns": communities_by_town(),
        "map": map_of(place.id) if place else map_at(*(point or (None, None))),
    }
    part = "#rows" if request.htmx else ""
    return render(request, f"resident/nearby.html{part}", context)


@login_not_required
@never_cache
@require_GET
def one(request: ActorRequest, number: str) -> HttpResponse:
    told = around.one(number)
    context = {
        "tab": "home",
        "told": told,
        "row": told.row,
        "met": has_met(request, number),
        "map": map_at(None, None),
    }
    return render(request, "resident/nearby_one.html", context)
