"""Builders for the tests of this room and of others."""

from django.db import transaction

from lingdang.kernel.actor import ANYONE, Actor
from lingdang.messaging.models import Message
from lingdang.messaging.services.telling import tell
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
