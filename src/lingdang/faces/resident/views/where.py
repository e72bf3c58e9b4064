"""Where a position lies and who serves there; the map's boundaries."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.forms import BoxForm, PositionForm
from lingdang.faces.resident.maps import map_at, map_of, map_system
from lingdang.faces.resident.neighbourhoods import ground, search
from lingdang.faces.resident.serving import serving
from lingdang.kernel.coordinates import System, from_wgs84, to_wgs84
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import boundaries_geojson, locate

_HOUR = 60 * 60
_HOW = {
    "inside": gettext_lazy("You are in this grid"),
    "nearest": gettext_lazy("The nearest grid to you"),
    "desk": gettext_lazy("Outside every grid: the district's own desk answers"),
}


@login_not_required
@require_GET
def where(request: ActorRequest) -> JsonResponse:
    """Answer a position with its places and who serves there; ``as`` is the map's system."""
    form = PositionForm(request.GET)
    form.is_valid()
    lng, lat = form.position()
    if lng is None or lat is None:
        raise Incomplete({"lng": _("A position has a longitude and a latitude.")})
    located = locate(lng, lat)
    asked = request.GET.get("as", "")
    shown = from_wgs84(lng, lat, System(asked) if asked in System.values else System.WGS84)
    return JsonResponse(
        serving(located.place_id).as_json()
        | {
            "found": located.how,
            "how": str(_HOW[located.how]),
            "point": {"lng": round(shown.lng, 6), "lat": round(shown.lat, 6)},
        }
    )


@login_not_required
@require_GET
@cache_control(public=True, max_age=_HOUR)
def boundaries(request: ActorRequest) -> JsonResponse:
    """The towns of the first district, or the grids in the part that the map shows."""
    form = BoxForm(request.GET)
    if not form.is_valid():
        return JsonResponse(boundaries_geojson(level="town", below=ground(), system=map_system()))
    west, south = to_wgs84(form.cleaned_data["west"], form.cleaned_data["south"], map_system())
    east, north = to_wgs84(form.cleaned_data["east"], form.cleaned_data["north"], map_system())
    box = (west, south, east, north)
    return JsonResponse(boundaries_geojson(level="grid", box=box, system=map_system()))


@login_not_required
@require_GET
def who(request: ActorRequest) -> HttpResponse:
    """Who serves a grid, found by words or on the map: the names that residents may know."""
    words = request.GET.get("words", "").strip()
    place = _number(request.GET.get("place", ""))
    context = {
        "tab": "home",
        "words": words,
        "found": search(words) if words else None,
        "serving": None if place is None else serving(place),
        "map": map_at(None, None) if place is None else map_of(place),
    }
    return render(request, "resident/who.html", context)


def _number(text: str) -> int | None:
    """Read an id; superscripts and endless rows of digits are none."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
