"""As whom a browser acts that nobody has signed in on: each session is a stranger of its own."""

import secrets

from django.conf import settings

from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor

_KEY = "stranger"
_BYTES = 18


def sender(request: ActorRequest) -> Actor:
    """The person who is signed in, or the stranger whose secret this session holds.

    The secret is made up when something is first sent, so that looking around leaves no session.
    """
    if request.actor.person_id is not None:
        return request.actor
    if _KEY not in request.session:
        request.session[_KEY] = secrets.token_urlsafe(_BYTES)
        request.session.set_expiry(settings.RESIDENT_SESSION_AGE)
    return Actor.stranger(request.session[_KEY])
