"""How much one address may send without an account; the rates stand in the settings."""

from allauth.core.ratelimit import consume
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class TooManyFromHere(DomainError):
    code = "too_many_from_here"
    status = 429
    text = _("Too many photographs came from your network just now. Send it without, or wait.")


def count_photo(request: HttpRequest) -> None:
    """Count a photograph that a stranger sends."""
    if not consume(request, action="stranger_photo"):
        raise TooManyFromHere
