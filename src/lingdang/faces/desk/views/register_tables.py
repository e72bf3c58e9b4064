"""The entries of a register: as a table, on a map, added up, as a sheet."""

from typing import Any

from django.http import FileResponse, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lingdang.faces.desk import exports, ledgers, maps
from lingdang.faces.desk.forms.registers import EntryFilterForm, TotalsForm
from lingdang.faces.desk.paging import page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.coordinates import from_wgs84
from lingdang.people.public import Duty
from lingdang.places.public import tree
from lingdang.registers.public import (
    Field,
    Sight,
    Spot,
    Total,
    folded,
    may_define,
    sheet_head,
    sheet_rows,
    sight_of,
    spots_in,
    totals_of,
    whole,
)

_SEES = desk(Duty.SEE_REGISTERS)


def _asked(request: ActorRequest, sight: Sight) -> dict[str, Any]:
    return asked_in(EntryFilterForm(request.actor, sight, request.GET))


def _around(request: ActorRequest, sight: Sight, asked: dict[str, Any]) -> dict[str, Any]:
    """What stands above each of the three looks at a register."""
    place = tree().node(sight.register.place_id)
    return {
        "register": sight.register,
        "form": EntryFilterForm(request.actor, sight, initial=asked),
        "narrowed": [name for name in asked if name.startswith("f_") or name == "retired"],
        "query": ledgers.asked_again(asked),
        "may_edit": request.actor.has(Duty.EDIT_REGISTERS) and sight.register.in_use,
        "may_define": may_define(request.actor, place),
    }


@require_GET
@_SEES
def table(request: ActorRequest, register: str) -> HttpResponse:
    sight = sight_of(request.actor, register)
    asked = _asked(request, sight)
    entries, order = ledgers.ordered(
        ledgers.found(request.actor, sight, asked), sight, asked.get("sort", "")
    )
    page = page_of(entries, order, request.GET)
    columns = ledgers.columns_of(sight, asked.get("column", []))
    context = {
        **_around(request, sight, asked),
        "page": page,
        "columns": columns,
        "rows": ledgers.rows_of(request.actor, page.rows, columns),
    }
    return answer(request, "registers/table.html", context, part="results")


@require_GET
@_SEES
def table_export(request: ActorRequest, register: str, sheet: str) -> FileResponse:
    """What is asked for, with every field that its reader sees; it can be imported again."""
    sight = sight_of(request.actor, register)
    entries = ledgers.found(request.actor, sight, _asked(request, sight))
    write = exports.sheet if sheet == "xlsx" else exports.table
    rows = sheet_rows(entries, sight.seen, request.actor)
    return write(sight.register.name, sheet_head(sight.seen), rows)


@require_GET
@_SEES
def register_map(request: ActorRequest, register: str) -> HttpResponse:
    sight = sight_of(request.actor, register)
    asked = _asked(request, sight)
    context = {
        **_around(request, sight, asked),
        "map": maps.Map(asked.get("place") or maps.focus(request.actor, Duty.SEE_REGISTERS)),
        "points": reverse("desk:register_points", args=(register,)),
        "placed": ledgers.found(request.actor, sight, asked).exclude(lng=None)[:1].exists(),
    }
    return answer(request, "registers/map.html", context)


@require_GET
@_SEES
def points(request: ActorRequest, register: str) -> JsonResponse:
    """What is in view as GeoJSON: entries, or counted heaps where they are many."""
    sight = sight_of(request.actor, register)
    data = request.GET.copy()
    box = maps.box_of(str(data.pop("bbox", [""])[0]))
    asked = asked_in(EntryFilterForm(request.actor, sight, data))
    spots = spots_in(ledgers.found(request.actor, sight, asked), box)
    features = [_feature(spot, sight.register.code) for spot in spots]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _feature(spot: Spot, code: str) -> dict[str, Any]:
    at = from_wgs84(spot.lng, spot.lat, maps.system())
    told: dict[str, Any] = {"colour": "blue", "count": spot.entries}
    if spot.entry_id:
        url = reverse("desk:register_entry", args=(code, spot.entry_id))
        told |= {"number": "", "text": spot.label or f"#{spot.entry_id}", "url": url}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": at},
        "properties": told,
    }


@require_GET
@_SEES
def totals(request: ActorRequest, register: str) -> HttpResponse:
    sight = sight_of(request.actor, register)
    asked = asked_in(TotalsForm(request.actor, sight, request.GET))
    numbers, by, found = _totals(request, sight, asked)
    context = {
        **_around(request, sight, {}),
        "form": TotalsForm(request.actor, sight, initial=asked),
        "numbers": numbers,
        "by": by,
        "sums": ledgers.sums_of(found, numbers, by),
        "whole": ledgers.sums_of([whole(found)], numbers, by)[0],
        "query": ledgers.asked_again(asked),
    }
    return answer(request, "registers/totals.html", context, part="results")


def _totals(
    request: ActorRequest, sight: Sight, asked: dict[str, Any]
) -> tuple[list[Field], Field | None, list[Total]]:
    numbers = [each for each in sight.seen if each.is_number]
    by = sight.field(asked["by"]) if asked.get("by") else None
    entries = ledgers.found(request.actor, sight, asked)
    added = totals_of(entries, numbers, by)
    return (
        numbers,
        by,
        added if by else folded(added, int(asked.get("place") or sight.register.place_id)),
    )


@require_GET
@_SEES
def totals_export(request: ActorRequest, register: str) -> FileResponse:
    sight = sight_of(request.actor, register)
    asked = asked_in(TotalsForm(request.actor, sight, request.GET))
    numbers, by, found = _totals(request, sight, asked)
    titles = [f"{each.title} ({each.unit})" if each.unit else each.title for each in numbers]
    head = [by.title if by else _("Place"), _("Entries"), *titles]
    sums = ledgers.sums_of([*found, whole(found)], numbers, by)
    lines = [[one.group, one.entries, *one.sums] for one in sums]
    lines[-1][0] = _("In all")
    return exports.sheet(f"{sight.register.name} {_('totals')}", head, lines)
