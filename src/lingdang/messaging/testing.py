"""Builders for the tests of this room and of others."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction
from django.test import override_settings

from lingdang.kernel.actor import ANYONE, Actor
from lingdang.messaging.channels.push import new_key, public_key
from lingdang.messaging.models import Message
from lingdang.messaging.services.telling import tell
from lingdang.messaging.tests.browsers import PushService
from lingdang.messaging.tests.houses import opened
from lingdang.messaging.wording import Wording, declare

TOLD = "testing.told"


def a_wording() -> None:
    """A message for tests: it knows a number and a place."""
    declare(Wording(TOLD, "Told", "Case %(number)s", "Case %(number)s waits for you in %(place)s."))


@transaction.atomic
def a_message(
    to: Actor, number: int = 1, *, urgent: bool = False, key: str | None = None
) -> Message:
    """Something told to one person about the case of that number."""
    a_wording()
    facts = {"number": f"20261125-{number:06}", "place": "建业社区"}
    assert to.person_id is not None  # noqa: S101 -- whom a test tells has an account
    (message,) = tell(
        to=[to.person_id],
        what=TOLD,
        facts=facts,
        about=f"case:{number}",
        by=ANYONE,
        urgent=urgent,
        key=key,
    )
    return message


@contextmanager
def a_push_service() -> Iterator[PushService]:
    """A push service to which ``browser()``s subscribe; notifications are on meanwhile."""
    on = {"MESSAGE_CHANNELS": ["push"], "MESSAGE_QUIET_HOURS": "", "PUSH_KEY": new_key()}
    with override_settings(**on), opened(PushService(public_key())) as service:
        settings.PUSH_SERVICES = [service.url]  # put back with the others
        yield service
