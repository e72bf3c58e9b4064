"""The door to messages: tell people, in the product and outside it."""

from lingdang.messaging.enums import Channel
from lingdang.messaging.models import Message
from lingdang.messaging.queries.inbox import (
    MOST_COUNTED,
    Shown,
    inbox_for,
    message_for,
    shown,
    unread,
)
from lingdang.messaging.services.reading import mark_read
from lingdang.messaging.services.telling import tell
from lingdang.messaging.wording import Wording, declare

__all__ = [
    "MOST_COUNTED",
    "Channel",
    "Message",
    "Shown",
    "Wording",
    "declare",
    "inbox_for",
    "mark_read",
    "message_for",
    "shown",
    "tell",
    "unread",
]
