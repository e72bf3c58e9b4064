"""Who asks: every request carries its actor, found when first needed."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from lingdang.kernel.actor import ANYONE, Actor
from lingdang.people.public import Person, actor_for, must_enrol_totp

_SECOND_FACTOR = "second_factor_seen"
_OPEN_WITHOUT_SECOND_FACTOR = {
    "mfa_activate_totp",
    "account_reauthenticate",
    "account_logout",
    "entrance:language",
}


class ActorRequest(HttpRequest):
    """What the faces' views receive."""

    actor: Actor
    htmx: HtmxDetails


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
        if not request.user.is_authenticated or request.session.get(_SECOND_FACTOR):
            return None
        if must_enrol_totp(request.user):
            return redirect("mfa_activate_totp")
        if not name.startswith("mfa_"):
            request.session[_SECOND_FACTOR] = True
        return None


def _actor_of(request: HttpRequest) -> Actor:
    person = request.user
    return actor_for(person) if isinstance(person, Person) else ANYONE
