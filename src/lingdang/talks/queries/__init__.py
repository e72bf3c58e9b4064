"""Every way to read what was said. Changes nothing."""

from lingdang.talks.queries.personal import personal_in
from lingdang.talks.queries.remarks import (
    Said,
    conversation,
    lock_open_question,
    may_read_photo,
    open_question,
    open_questions_for,
    remarks_for,
)
from lingdang.talks.queries.replies import (
    filled,
    must_answer,
    offered_replies,
    owing,
    rules,
    standard_replies,
    was_answered,
)
from lingdang.talks.queries.who import Mentionable, mentionable

__all__ = [
    "Mentionable",
    "Said",
    "conversation",
    "filled",
    "lock_open_question",
    "may_read_photo",
    "mentionable",
    "must_answer",
    "offered_replies",
    "open_question",
    "open_questions_for",
    "owing",
    "personal_in",
    "remarks_for",
    "rules",
    "standard_replies",
    "was_answered",
]
