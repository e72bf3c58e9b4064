"""Who asks: every request carries its actor, found when first needed."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.middleware import HtmxDetails

from lingdang.faces.entrance.second_factor import owes_second_factor
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.people.public import Person, actor_for, must_enrol_totp

_OPEN_WITHOUT_SECOND_FACTOR = {
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "account_reauthenticate",
    "account_logout",
    "entrance:language",
}


class ActorRequest(HttpRequest):
    """What the faces' views receive."""

    actor: Actor
    htmx: HtmxDetails


def way_back(request: HttpRequest) -> str:
    """Where a form says that it came from, if that is a page of ours."""
    there = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return there if own else "/"


class ActorMiddleware:
    """Sets ``request.actor``: the signed-in person with the duties of today, or anyone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast("ActorRequest", request)
        asked.actor = cast("Actor", SimpleLazyObject(lambda: _actor_of(request)))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_args: object
    ) -> HttpResponse | None:
        """Staff who owe a second factor get to the page that asks for it and no further."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not getattr(view, "login_required", True) or name in _OPEN_WITHOUT_SECOND_FACTOR:
            return None
        person = request.user
        if not isinstance(person, Person) or not owes_second_factor(request, person):
            return None
        if not person.is_staff_member:
            return None
        if must_enrol_totp(person):
            return redirect("mfa_activate_totp")
        there = {REDIRECT_FIELD_NAME: request.get_full_path()} if request.method == "GET" else {}
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode(there)}")


def _actor_of(request: HttpRequest) -> Actor:
    """Find the duties of today; none before the second factor, whatever page asks."""
    person = request.user
    if not isinstance(person, Person):
        return ANYONE
    actor = actor_for(person)
    if actor.duties and owes_second_factor(request, person):
        return replace(actor, duties=MappingProxyType({}))
    return actor
