"""Hot matters 热点问题: what many tell of, where, since when, and the cases behind it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from lingdang.cases.public import in_bbox
from lingdang.faces.desk import exports, heat, maps, names, points, rows
from lingdang.faces.desk.forms.hot import SORTS, HotFilterForm
from lingdang.faces.desk.maps import Map, box_of
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.people.public import Duty
from lingdang.suggestions.public import (
    HotMatter,
    cases_of_matter,
    days_of,
    hot_matter_for,
    weeks_of,
)

_COLUMNS = ("number", "state", "text", "place", "owner", "received")
_NEWEST = Order(("received_at", "id"))
_DAYS = 30


def _asked(request: ActorRequest) -> dict[str, Any]:
    return asked_in(HotFilterForm(request.actor, request.GET))


@require_GET
@desk(Duty.SEE_CASE)
def hot_matters(request: ActorRequest) -> HttpResponse:
    asked, now = _asked(request), timezone.now()
    sort = asked.get("sort", "heat")
    page = page_of(heat.found(request.actor, asked), heat.ORDERS[sort], request.GET)
    context = {
        "page": page,
        "rows": heat.rows_of(page.rows, now),
        "form": HotFilterForm(request.actor, initial=asked),
        "query": urlencode(asked),
        "sorts": Sort.links(urlencode(asked), SORTS, heat.ORDERS),
        "sort": SORTS[sort],
        "map": Map(asked.get("place") or maps.focus(request.actor, Duty.SEE_CASE)),
    }
    return answer(request, "hot/list.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def hot_points(request: ActorRequest) -> JsonResponse:
    matters = heat.found(request.actor, _asked(request))
    box = box_of(request.GET.get("bbox", ""))
    return JsonResponse(heat.collection(matters, box, timezone.now()))


@require_GET
@desk(Duty.SEE_CASE)
def hot_export(request: ActorRequest) -> FileResponse:
    asked = _asked(request)
    order = heat.ORDERS[asked.get("sort", "heat")]
    found = heat.found(request.actor, asked).order_by(*order.by(backwards=False))
    head = [
        pgettext("hot matter", "Heat"),
        _("Hot matter"),
        _("Place"),
        _("Category"),
        _("Reports"),
        _("Met it too"),
        _("First report"),
        _("Last report"),
        _("Days"),
        pgettext("hot matter", "Words"),
    ]
    return exports.sheet(_("Hot matters"), head, _lines(found))


def _lines(found: QuerySet[HotMatter]) -> Iterator[list[object]]:
    for one in found.iterator(chunk_size=500):
        yield [
            one.heat,
            one.title,
            names.place_name(one.place_id, shown=9),
            names.category_name(one.category_id),
            one.reports,
            one.joined,
            timezone.localdate(one.first_at).isoformat(),
            timezone.localdate(one.last_at).isoformat(),
            one.days,
            " ".join(one.words),
        ]


@require_GET
@desk(Duty.SEE_CASE)
def hot_matter(request: ActorRequest, matter_id: int) -> HttpResponse:
    """One matter; the address of one that went on in another leads there."""
    matter = hot_matter_for(request.actor, matter_id)
    if matter.pk != matter_id:
        return redirect("desk:hot_matter", matter.pk)
    now, cases = timezone.now(), cases_of_matter(request.actor, matter)
    page = page_of(rows.listed(cases), _NEWEST, request.GET)
    weeks = weeks_of(matter)
    context = {
        "matter": matter,
        "row": heat.rows_of([matter], now)[0],
        "weeks": weeks,
        "bars": heat.bars_of(weeks),
        "days": days_of(matter).order_by("-on")[:_DAYS],
        "photos": heat.photos_shown(f"case:{pk}" for pk in cases.values_list("pk", flat=True)),
        "page": page,
        "map": Map(matter.place_id),
        **rows.table(page.rows, _COLUMNS, now),
    }
    return answer(request, "hot/matter.html", context, part="results")


@require_GET
@desk(Duty.SEE_CASE)
def hot_matter_points(request: ActorRequest, matter_id: int) -> JsonResponse:
    """Answer with the cases of one matter that lie in view."""
    matter = hot_matter_for(request.actor, matter_id)
    cases = in_bbox(cases_of_matter(request.actor, matter), *box_of(request.GET.get("bbox", "")))
    return JsonResponse(points.collection(cases, timezone.now()))
