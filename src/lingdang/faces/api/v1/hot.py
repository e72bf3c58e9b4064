"""Hot matters: what the desk reads, for programs."""

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import Plain, written
from lingdang.suggestions.public import (
    HotMatter,
    cases_of_matter,
    days_of,
    hot_matter_for,
    hot_matters_for,
    weeks_of,
)

router = Router()
_MOST, _CASES, _DAYS = 200, 1000, 366


class HotFilters(Strict):
    hot: bool | None = None  # false: those that have cooled down


class HotOut(Schema):
    id: int
    title: str
    heat: float
    peak: float
    reports: int
    joined: int
    first_at: datetime
    last_at: datetime
    place_id: int
    place_word: str
    category: str | None
    words: list[str]
    lng: float | None
    lat: float | None


class WeekOut(Schema):
    begins: date
    reports: int


class DayOut(Schema):
    on: date
    heat: float
    reports: int


class HotDetail(HotOut):
    case_ids: list[int]
    weeks: list[WeekOut]
    days: list[DayOut]


@router.get(
    "/hot-matters",
    response={200: list[HotOut], **refusals()},
    summary="What many tell of, the hottest first",
)
def list_hot_matters(request: HttpRequest, filters: Query[HotFilters]) -> HttpResponse:
    require_known(request, HotFilters)
    found = hot_matters_for(actor_of(request))
    if filters.hot is not None:
        found = found.filter(heat__gt=0) if filters.hot else found.filter(heat=0)
    return written([_hot(one) for one in found.order_by("-heat", "-id")[:_MOST]])


@router.get(
    "/hot-matters/{matter_id}",
    response={200: HotDetail, **refusals(404)},
    summary="One, with the cases behind it and how it went",
)
def show_hot_matter(request: HttpRequest, matter_id: Id) -> HttpResponse:
    actor = actor_of(request)
    matter = hot_matter_for(actor, matter_id)
    cases = cases_of_matter(actor, matter).order_by("-pk").values_list("pk", flat=True)
    return written(
        {
            **_hot(matter),
            "case_ids": list(cases[:_CASES]),
            "weeks": [
                {"begins": week.begins.date(), "reports": week.reports} for week in weeks_of(matter)
            ],
            "days": [
                {"on": day.on, "heat": day.heat, "reports": day.reports}
                for day in days_of(matter).order_by("-on")[:_DAYS]
            ],
        }
    )


def _hot(one: HotMatter) -> Plain:
    return {
        "id": one.pk,
        "title": one.title,
        "heat": one.heat,
        "peak": one.peak,
        "reports": one.reports,
        "joined": one.joined,
        "first_at": one.first_at,
        "last_at": one.last_at,
        "place_id": one.place_id,
        "place_word": one.place_word,
        "category": one.category_id,
        "words": one.words,
        "lng": one.lng,
        "lat": one.lat,
    }
