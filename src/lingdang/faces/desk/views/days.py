from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.days import DayFilterForm, DaysForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.sorting import Sort
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.people.public import Duty
from lingdang.places.public import Day, odd_days, unknown_years

_ORDERS = {"newest": Order(("date",)), "oldest": Order(("date",), descending=False)}
_SORTS: dict[str, str | Promise] = {
    "newest": gettext_lazy("newest first"),
    "oldest": gettext_lazy("oldest first"),
}


def _asked(request: ActorRequest) -> dict[str, Any]:
    form = DayFilterForm(request.GET)
    if not form.is_valid():
        raise Incomplete({name: str(problems[0]) for name, problems in form.errors.items()})
    return {name: value for name, value in form.cleaned_data.items() if value}


def _days(asked: dict[str, Any]) -> QuerySet[Day]:
    found = odd_days()
    if words := asked.get("q"):
        found = found.filter(name__contains=words)
    if year := asked.get("year"):
        found = found.filter(date__year=year)
    if worked := asked.get("worked"):
        found = found.filter(worked=worked == "1")
    return found


@require_GET
@desk(Duty.MANAGE_PLACE)
def days(request: ActorRequest) -> HttpResponse:
    """The days that differ from the week, and the years of which none is known."""
    return _page(request, DaysForm())


def _page(request: ActorRequest, form: DaysForm) -> HttpResponse:
    asked = _asked(request)
    context = {
        "page": page_of(_days(asked), _ORDERS[asked.get("sort", "newest")], request.GET),
        "filter": DayFilterForm(initial=asked),
        "form": form,
        "query": urlencode(asked),
        "sorts": Sort.links(urlencode(asked), _SORTS, _ORDERS),
        "unknown": unknown_years(timezone.localdate()),
    }
    status = form.status if form.errors else 200
    return answer(request, "calendar/days.html", context, part="results", status=status)


@require_GET
@desk(Duty.MANAGE_PLACE)
def day_export(request: ActorRequest) -> FileResponse:
    asked = _asked(request)
    order = _ORDERS[asked.get("sort", "newest")].by(backwards=False)
    head = [_("Day"), pgettext("calendar", "Worked"), pgettext("calendar", "Name")]
    return exports.sheet(_("Calendar"), head, _lines(_days(asked).order_by(*order)))


def _lines(found: QuerySet[Day]) -> Iterator[list[object]]:
    for day in found.iterator(chunk_size=1000):
        yield [day.date.isoformat(), _("yes") if day.worked else _("no"), day.name]


@require_POST
@desk(Duty.MANAGE_PLACE)
def enter_days(request: ActorRequest) -> HttpResponse:
    """A year as published, or a sheet of one's own; open deadlines follow."""
    form = DaysForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    try:
        entered = form.enter(request.actor)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, form)
    told = ngettext("%(days)s day was entered.", "%(days)s days were entered.", entered)
    messages.success(request, told % {"days": entered})
    return redirect("desk:days")
