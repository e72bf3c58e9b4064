"""What this browser reported without an account: follow tokens and their cases, in the session."""

from django.conf import settings
from django.http import HttpRequest

_KEY = "following"
_LIMIT = 30


def followed(request: HttpRequest) -> dict[int, str]:
    """Find the token of each case, newest first."""
    kept: list[tuple[int, str]] = request.session.get(_KEY, [])
    return dict(kept)


def remember(request: HttpRequest, case_id: int, token: str) -> None:
    kept = {case_id: token} | followed(request)
    if kept == followed(request):
        return
    request.session[_KEY] = list(kept.items())[:_LIMIT]
    if not request.user.is_authenticated:
        request.session.set_expiry(settings.RESIDENT_SESSION_AGE)
