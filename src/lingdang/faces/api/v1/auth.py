"""Who calls: a bearer token for everything, the session of the same origin for reading."""

from hashlib import sha256
from time import monotonic

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import DomainError
from lingdang.people.public import actor_for_token

_SAFE = {"GET", "HEAD", "OPTIONS"}


class NoFormToken(DomainError):
    code = "no_form_token"
    status = 403
    text = _("The page is too old to send this. Load it again; nothing is lost.")


class Believed:
    """Whose keys were asked about within the last second: a program that reads a lot reads often.

    Only keys that are good are kept, and of them only a hash.
    """

    seconds = 1.0
    most = 1000

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[float, Actor]] = {}

    def actor(self, key: str) -> Actor | None:
        now, name = monotonic(), sha256(key.encode()).digest()
        at, actor = self._known.get(name, (now, None))
        if actor is not None and now - at < self.seconds:
            return actor
        if len(self._known) >= self.most:
            self._known.clear()
        self._known.pop(name, None)
        if actor := actor_for_token(key):
            self._known[name] = now, actor
        return actor


believed = Believed()


class Token(HttpBearer):
    """A key is looked up anew before anything changes, and at most once a second for reading."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        reads = request.method in _SAFE
        actor = believed.actor(token) if reads else actor_for_token(token)
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


class Page(APIKeyCookie):
    """A page of the product that acts by itself: its session, and the token of its forms."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # looked at here, where its absence has a name

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if not key or "Authorization" in request.headers:
            return None
        actor: Actor = getattr(request, "actor", ANYONE)
        if actor.person_id is None:
            return None
        if request.method not in _SAFE and check_csrf(request):
            raise NoFormToken
        return actor


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]  # ninja keeps what authenticated
    return actor
