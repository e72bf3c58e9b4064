"""Run what a fact owes: at least once, later again when it fails, visible when given up."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lingdang.journal import policies, queries
from lingdang.journal.facts import DeliveryRetried
from lingdang.journal.models import Delivery
from lingdang.journal.services.recording import handlers, record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

MAX_TRIES = 8
log = logging.getLogger(__name__)


@transaction.atomic
def deliver_one() -> bool:
    """Run one due delivery with its outcome in the same transaction; False when none is due."""
    delivery = queries.due_delivery()
    if delivery is None:
        return False
    try:
        with transaction.atomic():
            handlers[delivery.handler](delivery.fact)
            _require_whole()
    except Exception as error:
        log.exception("delivery of %s to %s failed", delivery.fact_id, delivery.handler)
        _put_off(delivery, error)
    else:
        _same(delivery).update(state=Delivery.State.DONE, error="")
    return True


def deliver_due(limit: int = 1000) -> int:
    """Run due deliveries until none is left or the limit is reached; returns how many."""
    done = 0
    while done < limit and deliver_one():
        done += 1
    return done


@transaction.atomic
def retry_delivery(*, fact_id: int, handler: str, by: Actor) -> None:
    """Make a delivery that was given up on due again, with all its tries."""
    policies.require_retry(by)
    delivery = queries.lock_delivery(fact_id, handler)
    if delivery is None or delivery.state != Delivery.State.DEAD:
        raise NotFound
    _same(delivery).update(state=Delivery.State.DUE, tries=0, due_at=timezone.now())
    record(DeliveryRetried(fact_id=fact_id, handler=handler), by=by)


def _require_whole() -> None:
    """A handler that went on after a failed statement would have its work undone in silence."""
    if transaction.get_rollback():
        raise RuntimeError("the handler went on after a failed statement")


def _put_off(delivery: Delivery, error: Exception) -> None:
    tries = delivery.tries + 1
    _same(delivery).update(
        tries=tries,
        state=Delivery.State.DEAD if tries >= MAX_TRIES else Delivery.State.DUE,
        due_at=timezone.now() + timedelta(seconds=2**tries),
        error=repr(error)[:2000],
    )


def _same(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(fact_id=delivery.fact_id, handler=delivery.handler)
