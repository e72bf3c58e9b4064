"""Holidays and make-up workdays: the days that differ from the week."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Year
from lingdang.faces.api.v1.outputs import DaysEntered, OddDays, refusals
from lingdang.faces.api.v1.wire import written
from lingdang.places.public import enter_published, odd_days, unknown_years

router = Router()


@router.get(
    "/calendar",
    response={200: OddDays, **refusals()},
    summary="Days that differ from the week, and years of which none is entered",
)
def list_days(request: HttpRequest) -> HttpResponse:
    rows = odd_days().order_by("date").values("date", "worked", "name")
    unknown = unknown_years(timezone.localdate())
    return written({"days": list(rows), "unknown_years": unknown})


@router.post(
    "/calendar/{year}",
    response={200: DaysEntered, **refusals(403, 404, 409)},
    summary="Enter a year's holidays as published",
)
def enter_year(request: HttpRequest, year: Path[Year]) -> HttpResponse:
    return written({"days": enter_published(year=year, by=actor_of(request))})
