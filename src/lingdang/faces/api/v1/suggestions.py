"""While something is being written elsewhere: what it may be, where, what is on record."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lingdang.cases.public import cases_for, public_cases
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.outputs import Suggestions, refusals
from lingdang.faces.api.v1.schemas import Writing
from lingdang.faces.api.v1.wire import Plain, place_name, rows_written, written
from lingdang.kernel.coordinates import to_wgs84
from lingdang.people.public import Duty
from lingdang.places.public import tree
from lingdang.suggestions.public import (
    CategorySuggestion,
    Duplicate,
    NamedPlace,
    Spot,
    find_duplicates,
    named_places,
    suggest_categories,
)

router = Router()


@router.post(
    "",
    response={200: Suggestions, **refusals(403)},
    summary="Category, places and duplicates of a text; changes nothing",
)
def suggest(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Whoever sees cases is shown those they see; others what is public."""
    actor = actor_of(request)
    cases = cases_for(actor) if actor.has(Duty.SEE_CASE) else public_cases()
    text = f"{writing.description} {writing.address}".strip()
    return written(
        {
            "categories": list(map(_category, suggest_categories(writing.description))),
            "places": list(map(_place, named_places(text))),
            "duplicates": [_duplicate(one) for one in find_duplicates(cases, text, _spot(writing))],
        }
    )


def _spot(writing: Writing) -> Spot | None:
    if writing.lng is None or writing.lat is None:
        return None
    point = to_wgs84(writing.lng, writing.lat, writing.system)
    return Spot(point.lng, point.lat)


def _category(found: CategorySuggestion) -> Plain:
    return {
        "code": found.code,
        "name": found.name,
        "probability": round(found.probability, 4),
        "words": found.words,
        "sure": found.sure,
    }


def _place(found: NamedPlace) -> Plain:
    place = place_name(tree().node(found.place_id)) if found.place_id else None
    lng, lat = (found.spot.lng, found.spot.lat) if found.spot else (None, None)
    return {"word": found.word, "place": place, "lng": lng, "lat": lat}


def _duplicate(found: Duplicate) -> Plain:
    case = rows_written([found.case])[0]
    return {
        "id": case["id"],
        "number": case["number"],
        "state": case["state"],
        "description": case["description"],
        "received_at": case["received_at"],
        "likeness": round(found.likeness, 4),
        "metres": found.metres,
        "joined": found.joined,
    }
