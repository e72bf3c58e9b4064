"""What a session has shown of a second factor. Nothing is concluded from what was not asked."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from lingdang.people.public import Person

_ENROLLED = "second_factor_enrolled"  # in the session: who set one up here


def owes_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether a session, were it of staff, would still have to show a second factor.

    Only what this session showed counts. That nothing was asked of a resident says nothing about
    the day on which they receive a post.
    """
    if not settings.REQUIRE_TOTP or request.session.get(_ENROLLED) == person.pk:
        return False
    records = get_authentication_records(request, person)
    return all(record["method"] != "mfa" for record in records)


@receiver(authenticator_added)
def note_enrolment(
    *, request: HttpRequest, user: Person, authenticator: Authenticator, **_signal: Any
) -> None:
    """Whoever has just set a second factor up has shown it with its first code."""
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[_ENROLLED] = user.pk
