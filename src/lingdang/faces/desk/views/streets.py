from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lingdang.faces.desk import exports, names
from lingdang.faces.desk.forms.standards import ClassFilterForm, ClassifyForm
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, NotAllowed
from lingdang.people.public import Duty
from lingdang.places.public import tree
from lingdang.standards.public import (
    PlaceClass,
    classes_of,
    classify_place,
    may_classify,
    place_classes,
)


def _found(asked: dict[str, Any]) -> list[tuple[PlaceClass, str]]:
    """Classes given on a day, each with the path of its place, in the order of the tree."""
    day = asked.get("day") or timezone.localdate()
    found = place_classes(day)
    if key := asked.get("street_class"):
        found = found.filter(street_class=key)
    order = {node.id: number for number, node in enumerate(tree(day))}
    named = [(each, names.place_name(each.place_id, shown=9)) for each in found]
    words = asked.get("q", "")
    return sorted(
        ((each, name) for each, name in named if words in name),
        key=lambda row: (order.get(row[0].place_id, len(order)), row[0].street_class_id),
    )


@require_GET
@desk()
def streets(request: ActorRequest) -> HttpResponse:
    """Which streets are of which class on a day."""
    asked = asked_in(ClassFilterForm(request.GET))
    context = {
        "rows": _found(asked),
        "form": ClassFilterForm(initial={"day": timezone.localdate(), **asked}),
        "query": urlencode(asked),
    }
    return answer(request, "standards/streets.html", context, part="results")


@require_GET
@desk()
def street_export(request: ActorRequest) -> FileResponse:
    head = [_("Place"), _("Scheme"), _("Street class"), _("From the day"), _("Until the day")]
    lines = (
        [name, one.street_class.scheme.name, one.street_class.name, one.since, _day(one.until)]
        for one, name in _found(asked_in(ClassFilterForm(request.GET)))
    )
    return exports.sheet(_("Street classes"), head, lines)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_STANDARDS)
def classify(request: ActorRequest, place_id: int) -> HttpResponse:
    """Give a place and what lies in it a class from a day on."""
    node = tree().node(place_id)
    if not may_classify(request.actor, node.path):
        raise NotAllowed
    form = ClassifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            classify_place(place_id=node.id, **form.cleaned_data, by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The class of these streets has changed."))
            return redirect("desk:place", node.id)
    status = form.status if form.is_bound else 200
    context = {"form": form, "node": node, "said": classes_of(node.id)}
    return answer(request, "standards/classify.html", context, status=status)
