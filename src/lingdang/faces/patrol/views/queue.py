"""What was done outside: the phone's list, what is to be decided, the way without script."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol import parcels
from lingdang.faces.patrol.web import page, patrol, person_of
from lingdang.fieldwork.public import Choice, State, conflicts_for, offered
from lingdang.fieldwork.public import choose as decide
from lingdang.kernel.errors import Incomplete


class ActForm(forms.Form):
    key = forms.RegexField(r"^[0-9a-f]{32}$")
    kind = forms.CharField(max_length=20)


@require_GET
@patrol()
def queue(request: ActorRequest) -> HttpResponse:
    asked = [(one, offered(one, request.actor)) for one in conflicts_for(request.actor)]
    return render(request, "patrol/queue.html", page(request, "queue", asked=asked))


@require_POST
@patrol()
def act(request: ActorRequest) -> HttpResponse:
    """Take what a form sends where there is no script."""
    form = ActForm(request.POST)
    if not form.is_valid():
        raise Incomplete({name: " ".join(map(str, why)) for name, why in form.errors.items()})
    action = parcels.send(request, **form.cleaned_data)
    if action.state in {State.REFUSED, State.CONFLICT}:
        messages.error(request, action.sentence)
        return redirect("patrol:queue" if action.state == State.CONFLICT else _next(request))
    messages.success(request, _("Received."))
    return redirect(_next(request))


@require_POST
@patrol()
def choose(request: ActorRequest, key: str) -> HttpResponse:
    choice = request.POST.get("choice", "")
    if choice not in Choice.values:
        raise Incomplete({"choice": _("Choose one of these.")})
    decide(key=key, choice=Choice(choice), by=request.actor)
    return redirect("patrol:queue")


@login_not_required
@never_cache
@require_GET
def me(request: ActorRequest) -> JsonResponse:
    """Whose sign-in it is, and the token of its forms: what a queue asks before it goes up."""
    person = person_of(request.actor)
    return JsonResponse({"person": person, "csrf": get_token(request) if person else ""})


def _next(request: ActorRequest) -> str:
    there = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if own else reverse("patrol:today")
