"""In which words, to which addresses and groups: what an administrator sets up for messages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import queries, wordbook
from lingdang.faces.desk.forms.messages import AddressForm, RobotForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.messaging.public import EVERYTHING, add_robot, robots_for, set_address, stop_robot
from lingdang.people.public import Duty


@require_GET
@desk(Duty.MANAGE_MESSAGES)
def wordings(request: ActorRequest) -> HttpResponse:
    return answer(
        request, "outbox/wordings.html", {"rows": wordbook.rows(), "everything": EVERYTHING}
    )


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
    context = {"form": form, "robots": robots_for(request.actor)}
    return answer(
        request, "outbox/robots.html", context, status=form.status if form.is_bound else 200
    )


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
