"""What everybody may know of what goes on around them."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.cases.public import Case, Nearby, nearby_public, one_public, public_place
from lingdang.evidence.public import photos_of
from lingdang.faces.api.v1.fields import Id, Lat, Lng
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import written
from lingdang.faces.entrance.photos import signed_url
from lingdang.kernel.coordinates import Point, System, to_wgs84
from lingdang.people.public import mask_doors, mask_numbers
from lingdang.suggestions.public import joined_counts
from lingdang.talks.public import public_replies

router = Router()
_MOST = 100
_ORDERS = {"distance": ("metres", "-id"), "newest": ("-received_at", "-id")}
_STEPS = ("filed_at", "dispatched_at", "handled_at", "verified_at", "closed_at")


class NearbyFilters(Strict):
    """Within 2 km of ``lng`` and ``lat``, or in ``place_id``, or everywhere; the last 90 days."""

    lng: Lng | None = None
    lat: Lat | None = None
    system: System = System.WGS84
    place_id: Id | None = None
    open: bool | None = None
    category: Annotated[str, Field(max_length=40, pattern=r"^[^\x00]*$")] = ""
    search: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    order: Literal["distance", "newest"] = "distance"
    size: Annotated[int, Field(ge=1, le=_MOST)] = 50
    skip: Annotated[int, Field(ge=0, le=1000)] = 0

    def asked(self) -> Nearby:
        point = None
        if self.lng is not None and self.lat is not None:
            point = Point(*to_wgs84(self.lng, self.lat, self.system))
        return Nearby(point, self.place_id, self.open, self.category, self.search)


class NearbyRow(Schema):
    """``lng`` and ``lat`` are WGS-84, of a cell of some 50 m; ``metres`` of that cell too."""

    number: str
    state: str
    category: str
    place: str
    lng: float | None
    lat: float | None
    metres: int | None
    received_at: datetime
    joined: int


class NearbyPage(Schema):
    cases: list[NearbyRow]
    more: bool


class PublicReply(Schema):
    at: datetime
    text: str


class PublicPhoto(Schema):
    moment: str
    url: str


class NearbyCase(NearbyRow):
    """Photographs are those that the office released; their addresses open for six hours."""

    filed_at: datetime | None
    dispatched_at: datetime | None
    handled_at: datetime | None
    verified_at: datetime | None
    closed_at: datetime | None
    replies: list[PublicReply]
    photos: list[PublicPhoto]
    url: str


@router.get("", response={200: NearbyPage, **refusals(404)}, summary="What goes on nearby")
def list_nearby(request: HttpRequest, filters: Query[NearbyFilters]) -> HttpResponse:
    require_known(request, NearbyFilters)
    asked = filters.asked()
    order = _ORDERS[filters.order if asked.point else "newest"]
    found = nearby_public(asked).order_by(*order)
    cases = list(found[filters.skip : filters.skip + filters.size + 1])
    shown = cases[: filters.size]
    counts = joined_counts([case.pk for case in shown])
    rows = [_row(case, counts) for case in shown]
    return written({"cases": rows, "more": len(cases) > filters.size})


@router.get("/{number}", response={200: NearbyCase, **refusals(404)}, summary="One of them")
def show_nearby(request: HttpRequest, number: str) -> HttpResponse:
    case = one_public(number)
    replies = public_replies().filter(case=case.pk).order_by("at", "pk")
    photos = [photo for photo in photos_of(case.subject) if photo.released]
    there = request.build_absolute_uri
    return written(
        _row(case, joined_counts([case.pk]))
        | {name: getattr(case, name) for name in _STEPS}
        | {
            "replies": [
                {"at": one.at, "text": mask_doors(mask_numbers(one.text))} for one in replies
            ],
            "photos": [
                {"moment": one.moment, "url": there(signed_url(one.public_id, "display"))}
                for one in photos
            ],
            "url": there(reverse("resident:nearby_one", args=[number])),
        }
    )


def _row(case: Case, counts: dict[int, int]) -> dict[str, object]:
    metres = getattr(case, "metres", None)
    return {
        "number": case.number,
        "state": case.state,
        "category": case.category_id,
        "place": public_place(case.place_id),
        "lng": case.spot_lng,  # type: ignore[attr-defined]  # annotated by the query
        "lat": case.spot_lat,  # type: ignore[attr-defined]
        "metres": None if metres is None else round(metres / 50) * 50,
        "received_at": case.received_at,
        "joined": counts.get(case.pk, 0),
    }
