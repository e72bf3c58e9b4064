"""In which words, to which addresses and groups: what an administrator sets up for messages."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports, queries, wordbook
from lingdang.faces.desk.forms.messages import AddressForm, RobotForm
from lingdang.faces.desk.forms.shelves import RobotFilterForm, WordingFilterForm
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, asked_in, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.messaging.public import (
    EVERYTHING,
    Robot,
    add_robot,
    robots_for,
    set_address,
    stop_robot,
)
from lingdang.people.public import Duty

_ORDERS = {"name": Order(("name", "id"), descending=False), "newest": Order(("id",))}


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def wordings(request: ActorRequest) -> HttpResponse:
    asked = asked_in(WordingFilterForm(request.GET))
    context = {
        "rows": wordbook.found(asked),
        "form": WordingFilterForm(initial=asked),
        "query": urlencode(asked),
        "everything": EVERYTHING,
    }
    return answer(request, "outbox/wordings.html", context, part="results")


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def wording_export(request: ActorRequest) -> FileResponse:
    head = [_("Kind of message"), _("Message"), _("Text"), _("Whose wording")]
    whose = {True: _("own words"), False: _("as delivered")}
    found = wordbook.found(asked_in(WordingFilterForm(request.GET)))
    lines = ([row["what"], row["label"], row["text"], whose[row["own"]]] for row in found)
    return exports.sheet(_("Wordings"), head, lines)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_MESSAGES)
def wording(request: ActorRequest, what: str) -> HttpResponse:
    """The words of one message in each language, and the templates that providers have of it."""
    parts = wordbook.parts(what, request.POST or None)
    bound = next((part for part in parts if part.form.is_bound), None)
    if bound and bound.saved(what, by=request.actor):
        messages.success(request, _("The words are kept."))
        return redirect("desk:wording", what)
    context = {"parts": parts, **wordbook.heading(what)}
    return answer(
        request, "outbox/wording.html", context, status=bound.form.status if bound else 200
    )


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_MESSAGES)
def robots(request: ActorRequest) -> HttpResponse:
    form = RobotForm(request.POST or None)
    if request.method == "POST" and form.saved(add_robot, by=request.actor):
        messages.success(request, _("The robot is entered."))
        return redirect("desk:robots")
    asked = asked_in(RobotFilterForm(request.GET))
    context = {
        "form": form,
        "filter": RobotFilterForm(initial=asked, auto_id="id_filter_%s"),
        "page": page_of(_robots(request, asked), _order(asked), request.GET),
        "query": urlencode(asked),
    }
    status = form.status if form.is_bound else 200
    return answer(request, "outbox/robots.html", context, part="results", status=status)


def _order(asked: dict[str, Any]) -> Order:
    return _ORDERS[asked.get("sort", "name")]


def _robots(request: ActorRequest, asked: dict[str, Any]) -> QuerySet[Robot]:
    found = robots_for(request.actor)
    if words := asked.get("q"):
        found = found.filter(Q(name__icontains=words) | Q(unit__name__icontains=words))
    if channel := asked.get("channel"):
        found = found.filter(channel=channel)
    return found


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def robot_export(request: ActorRequest) -> FileResponse:
    """Which groups hear what; keys and secrets never leave."""
    asked = asked_in(RobotFilterForm(request.GET))
    found = _robots(request, asked).order_by(*_order(asked).by(backwards=False))
    head = [_("Name of the group"), _("Kind"), _("Unit")]
    lines = (
        [one.name, one.get_channel_display(), one.unit.name if one.unit else _("every unit")]
        for one in found
    )
    return exports.sheet(_("Robots"), head, lines)


@require_POST
@desk(Duty.MANAGE_MESSAGES)
def robot_stop(request: ActorRequest, robot_id: int) -> HttpResponse:
    robot = stop_robot(robot_id=robot_id, by=request.actor)
    messages.success(request, _("“%(name)s” says nothing more.") % {"name": robot.name})
    return redirect("desk:robots")


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_MESSAGES)
def addresses(request: ActorRequest) -> HttpResponse:
    """Set where a channel reaches a person; what is set is not shown again."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.saved(
        lambda person, **told: set_address(person_id=queries.person_called(person).pk, **told),
        by=request.actor,
    ):
        messages.success(request, _("The address is kept."))
        return redirect("desk:addresses")
    status = form.status if form.is_bound else 200
    return answer(request, "outbox/addresses.html", {"form": form}, status=status)
