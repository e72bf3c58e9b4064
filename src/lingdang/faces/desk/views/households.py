"""Households that told where they live: for the grid team of the place, and for nobody else."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.households import HouseholdFilterForm
from lingdang.faces.desk.forms.steps import UnmaskForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.people.public import (
    Duty,
    Home,
    HomeRow,
    Household,
    home_row,
    household_for,
    households_for,
    unmask_household,
)
from lingdang.places.public import tree

_ORDERS = {"newest": Order(("changed_at", "person_id")), "since": Order(("since", "person_id"))}


def _found(request: ActorRequest, asked: dict[str, Any]) -> QuerySet[Household]:
    found = households_for(request.actor)
    if words := asked.get("q"):
        inside = {below.id for node in tree().search(words) for below in tree().subtree(node.id)}
        found = found.filter(place__in=inside)
    if asked.get("needs"):
        found = found.filter(agreed_at__isnull=False)
    return found


@require_GET
@desk(Duty.SEE_HOUSEHOLD)
def households(request: ActorRequest) -> HttpResponse:
    asked = asked_in(HouseholdFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "newest")]
    page = page_of(_found(request, asked), order, request.GET)
    context = {
        "page": page,
        "rows": [_named(home_row(one)) for one in page.rows],
        "form": HouseholdFilterForm(initial=asked),
        "query": urlencode({name: 1 if on is True else on for name, on in asked.items()}),
    }
    return answer(request, "households/list.html", context, part="results")


def _named(row: HomeRow) -> tuple[HomeRow, str]:
    return row, names.place_name(row.place_id)


@require_GET
@desk(Duty.SEE_HOUSEHOLD)
def household_export(request: ActorRequest) -> FileResponse:
    """Write the list as it shows: nothing in plain leaves it."""
    asked = asked_in(HouseholdFilterForm(request.GET))
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [pgettext("of a person", "Name"), _("Phone"), _("Place"), _("People")]
    found = _found(request, asked).order_by(*order)
    head += [_("Need care"), _("Living there since")]
    return exports.sheet(_("Households"), head, _lines(found))


def _lines(found: QuerySet[Household]) -> Iterator[list[object]]:
    for row, place in map(_named, map(home_row, found.iterator(chunk_size=500))):
        need = _("yes") if row.needs else _("no")
        yield [row.name, row.phone, place, row.size or "", need, row.since.isoformat()]


@require_GET
@desk(Duty.SEE_HOUSEHOLD)
def household(request: ActorRequest, person_id: int) -> HttpResponse:
    return _page(request, household_for(request.actor, person_id), UnmaskForm())


@require_POST
@desk(Duty.SEE_HOUSEHOLD)
def unmask(request: ActorRequest, person_id: int) -> HttpResponse:
    """Show it in plain, once, for a reason that the journal keeps."""
    known, form = household_for(request.actor, person_id), UnmaskForm(request.POST)
    plain = None
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        plain = unmask_household(person_id=known.pk, reason=reason, by=request.actor)
    return _page(request, known, form, plain)


def _page(
    request: ActorRequest, known: Household, form: UnmaskForm, plain: Home | None = None
) -> HttpResponse:
    row, place = _named(home_row(known))
    context = {"row": row, "place": place, "form": form, "plain": plain}
    status = form.status if form.errors else 200
    return answer(request, "households/household.html", context, status=status)
