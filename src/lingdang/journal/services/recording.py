"""Write what happened and what it owes, in the transaction that made it true."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from lingdang.journal.facts import Event
from lingdang.journal.models import Delivery, Fact
from lingdang.kernel.actor import Actor

type Handler = Callable[[Fact], None]

handlers: dict[str, Handler] = {}
_owed: dict[str, dict[str, bool]] = {}  # labels by the name of an event: whether it is urgent


def handles(event: type[Event], *, urgent: bool = False) -> Callable[[Handler], Handler]:
    """Subscribe a function to an event, by a label that is stored and must not change.

    What is urgent goes before all that is not, however long that has waited.
    """

    def register(handler: Handler) -> Handler:
        label = f"{handler.__module__}.{handler.__qualname__}"
        handlers[label] = handler
        _owed.setdefault(event.name, {})[label] = urgent
        return handler

    return register


def record(event: Event, *, by: Actor, at: datetime | None = None) -> Fact:
    """State one event; ``at`` is when it happened, now unless said."""
    return record_all([event], by=by, at=at)[0]


def record_all(events: Sequence[Event], *, by: Actor, at: datetime | None = None) -> list[Fact]:
    """State several events of one moment in two statements at most."""
    when = at or timezone.now()
    return write_facts([unsaved_fact(event, by=by, at=when) for event in events])


def unsaved_fact(event: Event, *, by: Actor, at: datetime) -> Fact:
    """Build the fact of an event for ``write_facts``: imports state many moments at once."""
    return Fact(
        name=event.name,
        subject=event.subject,
        actor=by.name,
        person_id=by.person_id,
        place_id=event.place_id,
        data=event.data(),
        at=at,
    )


def write_facts(facts: list[Fact], *, deliver: bool = True) -> list[Fact]:
    """Insert facts and their deliveries; ``deliver=False`` for history nobody should react to."""
    if not connection.in_atomic_block:
        raise RuntimeError("a fact belongs inside the transaction that made it true")
    Fact.objects.bulk_create(facts)
    owed = [
        Delivery(fact=fact, handler=label, urgent=urgent)
        for fact in facts
        for label, urgent in (_owed.get(fact.name, {}) if deliver else {}).items()
    ]
    if owed:
        Delivery.objects.bulk_create(owed)
    return facts
