"""Who may read the journal and wake its dead letters. Pure."""

from lingdang.journal.enums import READ_JOURNAL, RETRY_DELIVERY
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed


def may_read(actor: Actor) -> bool:
    return actor.has(READ_JOURNAL)


def may_retry(actor: Actor) -> bool:
    return actor.has(RETRY_DELIVERY)


def require_retry(actor: Actor) -> None:
    if not may_retry(actor):
        raise NotAllowed
