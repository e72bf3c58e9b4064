"""Who calls: a bearer token for everything, the session of the same origin for reading."""

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from lingdang.kernel.actor import ANYONE, Actor
from lingdang.people.public import actor_for_token

_SAFE = {"GET", "HEAD", "OPTIONS"}


class Token(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = actor_for_token(token)
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]  # as the session's middleware does
        return actor


class Session(APIKeyCookie):
    """A cookie is sent by any page: it reads and never writes, so no forged form can act."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if not key or request.method not in _SAFE or "Authorization" in request.headers:
            return None
        actor: Actor = getattr(request, "actor", ANYONE)
        return None if actor.person_id is None else actor


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]  # ninja keeps what authenticated
    return actor
