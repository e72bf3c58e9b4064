"""A person reads what they were told."""

from collections.abc import Iterable

from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.messaging.queries.inbox import inbox_for


def mark_read(*, by: Actor, ids: Iterable[int] | None = None) -> int:
    """Mark one's own messages as read: those named, or all; says how many were not yet.

    No fact is recorded: nobody else has to learn of it.
    """
    unread = inbox_for(by).unread()
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.order_by().update(read_at=timezone.now())
