"""Findings are handed over to units, whose receipts come back."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.inspections import (
    OrderFilterForm,
)
from lingdang.faces.desk.forms.rounds import OrderForm
from lingdang.faces.desk.inspecting import (
    Mark,
    Row,
    Shelf,
    counted_rows,
    finding_head,
    row_of_finding,
    tabs,
)
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.views.rounds import SEES
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.inspections import public as inspections
from lingdang.inspections.public import (
    Given,
    Wanted,
    answers_for,
    give_order,
    ledger_for,
    order_for,
    orders_for,
    preview_order,
    receipt_order,
)
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty

_OF_UNITS = {"newest": Order(("id",)), "due": Order(("due_on", "id"), descending=False)}


@require_http_methods(["GET", "POST"])
@desk(Duty.ORDER_RECTIFYING)
def give(request: ActorRequest) -> HttpResponse:
    """Findings chosen in the ledger: what would become of each; then what became of it."""
    sent = request.POST if request.method == "POST" else request.GET
    ids = [int(it) for it in sent.getlist("finding") if it.isdecimal() and len(it) < 19]  # noqa: PLR2004 -- bigint
    if not ids:
        messages.error(request, _("Choose findings in the ledger first."))
        return redirect("desk:ledger")
    form = OrderForm(request.POST) if "give" in request.POST or "look" in request.POST else None
    if form is None:
        return _given(request, OrderForm(), ids, inspections.Wish())
    if not form.is_valid():
        return _given(request, form, ids, inspections.Wish())
    if "look" in request.POST:
        return _given(request, form, ids, form.wish())
    key = form.cleaned_data["key"]
    try:
        outcome = give_order(finding_ids=ids, wish=form.wish(), key=key, by=request.actor)
    except DomainError as refusal:
        form.refuse(refusal)
        return _given(request, form, ids, inspections.Wish())
    context = {"outcome": _outcome(outcome), "refused": sum(bool(it.refusal) for it in outcome)}
    return answer(request, "inspections/ordered.html", context)


def _given(
    request: ActorRequest, form: OrderForm, ids: Sequence[int], wish: inspections.Wish
) -> HttpResponse:
    rows = preview_order(finding_ids=ids, wish=wish, by=request.actor)
    context = {"form": form, "ids": ids, "rows": _outcome(rows)}
    status = form.status if form.errors else 200
    return answer(request, "inspections/order.html", context, status=status)


def _outcome(given: Sequence[Given]) -> list[dict[str, Any]]:
    return [
        {
            "finding": it.finding,
            "unit": names.unit_name(it.unit_id),
            "due_on": it.due_on,
            "refusal": str(it.refusal) if it.refusal else "",
            "order": it.order_id,
        }
        for it in given
    ]


def _orders(request: ActorRequest) -> tuple[dict[str, Any], QuerySet[inspections.Order]]:
    asked = asked_in(OrderFilterForm(request.GET))
    found = orders_for(request.actor)
    if words := asked.get("q"):
        found = found.filter(Q(round__name__icontains=words) | Q(note__icontains=words))
    if asked.get("unit"):
        found = found.filter(unit=asked["unit"])
    if receipt := asked.get("receipt"):
        found = found.filter(received_at__isnull=receipt == "no")
    return asked, found


def _order_head() -> list[str]:
    return [
        pgettext("to a unit", "Order"), _("Round"), _("Responsible unit"), _("Due by"),
        _("Findings"), _("Put right"), _("Receipt"),
    ]  # fmt: skip


def _order_row(it: Any) -> Row:  # noqa: ANN401 -- an order with its counts annotated
    received = f"{timezone.localtime(it.received_at):%Y-%m-%d %H:%M}" if it.received_at else ""
    mark = Mark(received or _("not given yet"), "green" if received else "amber")
    return Row(
        reverse("desk:order", args=[it.pk]),
        [str(it), it.round.name, it.unit.name, f"{it.due_on:%Y-%m-%d}", it.all_of, it.right, mark],
    )


@require_GET
@SEES
def orders(request: ActorRequest) -> HttpResponse:
    asked, found = _orders(request)
    page = page_of(found, _OF_UNITS[asked.get("sort", "newest")], request.GET)
    shelf = Shelf(
        title=_("Orders to units"),
        note=_("What a unit is to put right until a day; it gives a receipt."),
        head=_order_head(),
        rows=[_order_row(it) for it in page.rows],
        counted=counted_rows(page.counted),
        empty=_("No order fits."),
        export=f"{reverse('desk:order_export')}?{urlencode(asked)}",
    )
    context = {
        "shelf": shelf,
        "page": page,
        "form": OrderFilterForm(initial=asked),
        "query": urlencode(asked),
        "tabs": tabs("orders"),
    }
    return answer(request, "inspections/list.html", context, part="results")


@require_GET
@SEES
def order_export(request: ActorRequest) -> FileResponse:
    asked, found = _orders(request)
    ordered = found.order_by(*_OF_UNITS[asked.get("sort", "newest")].by(backwards=False))
    lines = ([*row.cells[:-1], row.cells[-1].text] for row in map(_order_row, ordered))  # type: ignore[attr-defined]  # a mark
    return exports.sheet(_("Orders to units"), _order_head(), lines)


@require_GET
@SEES
def order(request: ActorRequest, order_id: int) -> HttpResponse:
    known = order_for(request.actor, order_id)
    found = ledger_for(request.actor, Wanted()).filter(order=known).order_by("pk")
    context = {
        "known": known,
        "rows": [row_of_finding(it) for it in found],
        "shelf": {"head": finding_head()},
        "may_receipt": answers_for(request.actor, known.unit_id) and known.received_at is None,
    }
    return answer(request, "inspections/one_order.html", context)


@require_POST
@SEES
def receipt(request: ActorRequest, order_id: int) -> HttpResponse:
    receipt_order(order_id=order_id, by=request.actor)
    messages.success(request, _("The receipt is given."))
    return redirect("desk:order", order_id)
