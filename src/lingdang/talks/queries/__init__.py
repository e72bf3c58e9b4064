"""Every way to read what was said. Changes nothing."""

from lingdang.talks.queries.personal import personal_in
from lingdang.talks.queries.remarks import (
    Said,
    conversation,
    lock_open_question,
    may_read_photo,
    open_question,
    open_questions_for,
    public_replies,
    public_texts,
)
from lingdang.talks.queries.texts import FIELDS, filled, offered_replies, standard_replies
from lingdang.talks.queries.waiting import (
    lacks_reply,
    reply_rules,
    waiting_for,
    waits,
    was_replied_to,
)
from lingdang.talks.queries.who import Colleague, mentionable

__all__ = [
    "FIELDS",
    "Colleague",
    "Said",
    "conversation",
    "filled",
    "lacks_reply",
    "lock_open_question",
    "may_read_photo",
    "mentionable",
    "offered_replies",
    "open_question",
    "open_questions_for",
    "personal_in",
    "public_replies",
    "public_texts",
    "reply_rules",
    "standard_replies",
    "waiting_for",
    "waits",
    "was_replied_to",
]
