"""The rectified ledger 整改清单, its totals, what nobody inspected."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from lingdang.faces.desk import exports, inspecting, names
from lingdang.faces.desk.forms.inspections import (
    LedgerFilterForm,
    MatrixForm,
    SumsForm,
)
from lingdang.faces.desk.inspecting import (
    Row,
    Shelf,
    counted_rows,
    finding_head,
    name_of,
    row_of_finding,
    row_of_sum,
    tabs,
)
from lingdang.faces.desk.paging import Order, page_of, sliced
from lingdang.faces.desk.views.rounds import SEES
from lingdang.faces.desk.web import answer, asked_in
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections.public import (
    Cell,
    Dimension,
    Finding,
    Wanted,
    areas_for,
    groups_for,
    is_stale,
    ledger_for,
    ledger_head,
    ledger_lines,
    matrix_for,
    rounds_for,
    sums_of,
    whole_of,
)
from lingdang.people.public import Duty

_ORDERS = {"newest": Order(("id",)), "oldest": Order(("id",), descending=False)}
_USUAL_DAYS = 30


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(
        round_id=asked.get("round"),
        unit_id=asked.get("unit"),
        place_id=asked.get("place"),
        group_id=asked.get("group"),
        trade=asked.get("trade", ""),
        item=asked.get("item", ""),
        standing=asked.get("standing", ""),
        back=bool(asked.get("back")),
        first=asked.get("first"),
        last=asked.get("last"),
        words=asked.get("q", ""),
    )


def _again(asked: dict[str, Any]) -> str:
    return urlencode({name: 1 if it is True else it for name, it in asked.items()})


@require_GET
@SEES
def ledger(request: ActorRequest) -> HttpResponse:
    asked = asked_in(LedgerFilterForm(request.actor, request.GET))
    found = ledger_for(request.actor, _wanted(asked))
    page = page_of(found, _ORDERS[asked.get("sort", "newest")], request.GET)
    orders = request.actor.has(Duty.ORDER_RECTIFYING)
    context = {
        "shelf": _ledger_shelf(page, found, _again(asked)),
        "page": page,
        "form": LedgerFilterForm(request.actor, initial=asked),
        "query": _again(asked),
        "tabs": tabs("ledger"),
        "picks": reverse("desk:give_order") if orders else "",
    }
    return answer(request, "inspections/list.html", context, part="results")


def _ledger_shelf(page: Any, found: QuerySet[Finding], query: str) -> Shelf:  # noqa: ANN401 -- a page of findings
    whole = whole_of(found)
    said = {
        "found": whole.found,
        "rectified": whole.rectified,
        "open": whole.open,
        "percent": inspecting.percent(whole),
    }
    counted = _("%(found)s found, %(rectified)s put right, %(open)s open, %(percent)s put right")
    return Shelf(
        title=_("Rectified ledger"),
        note=_("What is to be put right; put right is what somebody else verified."),
        head=finding_head(),
        rows=[row_of_finding(it) for it in page.rows],
        counted=counted % said,
        empty=_("No finding fits."),
        export=f"{reverse('desk:ledger_export')}?{query}",
    )  # fmt: skip


@require_GET
@SEES
def ledger_export(request: ActorRequest) -> FileResponse:
    asked = asked_in(LedgerFilterForm(request.actor, request.GET))
    found = ledger_for(request.actor, _wanted(asked))
    return exports.sheet(_("Rectified ledger"), ledger_head(), ledger_lines(found))


def _sums(request: ActorRequest) -> tuple[dict[str, Any], Dimension, list[Row], Any]:
    asked = asked_in(SumsForm(request.actor, request.GET))
    by = Dimension(asked.get("by", Dimension.UNIT))
    found = ledger_for(request.actor, _wanted(asked))
    rounds = dict(rounds_for(request.actor).values_list("pk", "name"))
    groups = inspecting.area_words(groups_for(request.actor))
    query = _again({name: it for name, it in asked.items() if name != "by"})
    rows = [
        row_of_sum(by, it, name_of(by, it.key, rounds, groups), query) for it in sums_of(found, by)
    ]
    return asked, by, rows, whole_of(found)


def _sum_head(by: Dimension) -> list[str]:
    return [
        str(by.label), _("To hand over: median"), _("worst"), _("To put right: median"), _("worst"),
    ]  # fmt: skip


def _numbers() -> list[str]:
    return [_("Found"), _("Put right"), _("Open"), _("Came back"), _("Share")]


@require_GET
@SEES
def ledger_sums(request: ActorRequest) -> HttpResponse:
    asked, by, rows, whole = _sums(request)
    page = sliced(rows, request.GET)
    said = {"found": whole.found, "open": whole.open}
    shelf = Shelf(
        title=_("Totals of the ledger"),
        note=_("Every number opens to its rows. Delays are counted as time that passed."),
        head=_sum_head(by),
        rows=page.rows,
        numbers=_numbers(),
        counted=_("%(found)s found, %(open)s open in all") % said,
        empty=_("No finding fits."),
        export=f"{reverse('desk:ledger_sum_export')}?{_again(asked)}",
    )
    context = {
        "shelf": shelf,
        "page": page,
        "form": SumsForm(request.actor, initial=asked),
        "query": _again(asked),
        "tabs": tabs("ledger_sums"),
    }
    return answer(request, "inspections/list.html", context, part="results")


@require_GET
@SEES
def ledger_sum_export(request: ActorRequest) -> FileResponse:
    _asked, by, rows, _whole = _sums(request)
    lines = ([row.cells[0], *(text for text, _url in row.links), *row.cells[1:]] for row in rows)
    head = _sum_head(by)
    return exports.sheet(_("Totals of the ledger"), [head[0], *_numbers(), *head[1:]], lines)


def _cells(request: ActorRequest) -> tuple[dict[str, Any], list[Cell], dict[int, str]]:
    asked = asked_in(MatrixForm(request.GET))
    days = asked.get("days", _USUAL_DAYS)
    areas = {it.pk: it.name for it in areas_for(request.actor)}
    found = matrix_for(request.actor, by_category=asked.get("by") == "category")
    words = asked.get("q", "")
    cells = [it for it in found if is_stale(it, days)]
    cells = [it for it in cells if words in f"{areas.get(it.area_id or 0, '')} {_trade(it, asked)}"]
    if asked.get("sort") == "name":
        cells.sort(key=lambda it: (areas.get(it.area_id or 0, ""), it.trade))
    else:
        cells.sort(key=lambda it: (it.seen_at is not None, it.seen_at or timezone.now()))
    return asked, cells, areas


def _trade(it: Cell, asked: dict[str, Any]) -> str:
    return names.category_name(it.trade) if asked.get("by") == "category" else it.trade


def _cell_row(it: Cell, areas: dict[int, str], asked: dict[str, Any]) -> list[object]:
    since = (timezone.now() - it.seen_at).days if it.seen_at else None
    seen = f"{timezone.localtime(it.seen_at):%Y-%m-%d %H:%M}" if it.seen_at else _("never")
    area = areas.get(it.area_id or 0, _("in no area"))
    return [area, _trade(it, asked) or "—", seen, "" if since is None else since]


@require_GET
@SEES
def matrix(request: ActorRequest) -> HttpResponse:
    asked, cells, areas = _cells(request)
    page = sliced(cells, request.GET)
    shelf = Shelf(
        title=_("Not inspected"),
        note=_("Areas and types of points that no round you know of came to lately."),
        head=_cell_head(),
        rows=[Row("", _cell_row(it, areas, asked)) for it in page.rows],
        counted=counted_rows(page.total),
        empty=_("Everything was inspected within these days."),
        export=f"{reverse('desk:matrix_export')}?{_again(asked)}",
    )
    context = {
        "shelf": shelf,
        "page": page,
        "form": MatrixForm(initial={"days": _USUAL_DAYS, **asked}),
        "query": _again(asked),
        "tabs": tabs("matrix"),
    }
    return answer(request, "inspections/list.html", context, part="results")


def _cell_head() -> list[str]:
    return [_("Area"), _("Type of point"), _("Last inspected"), _("Days ago")]


@require_GET
@SEES
def matrix_export(request: ActorRequest) -> FileResponse:
    asked, cells, areas = _cells(request)
    lines = (_cell_row(it, areas, asked) for it in cells)
    return exports.sheet(_("Not inspected"), _cell_head(), lines)
