"""The door to talks: ask, answer, reply, note; read what was said."""

from lingdang.talks.enums import Audience, Ending, Kind
from lingdang.talks.facts import ReporterAnswered, ReporterAsked, ReporterReplied
from lingdang.talks.models import AnswerRule, Remark, StandardReply
from lingdang.talks.policies import may_note, may_talk
from lingdang.talks.queries import (
    Mentionable,
    Said,
    conversation,
    filled,
    may_read_photo,
    mentionable,
    must_answer,
    offered_replies,
    open_question,
    open_questions_for,
    owing,
    rules,
    standard_replies,
)
from lingdang.talks.services import (
    answer_question,
    ask_reporter,
    reply_to_reporter,
    set_answer_rule,
    set_standard_reply,
    write_note,
)

__all__ = [
    "AnswerRule",
    "Audience",
    "Ending",
    "Kind",
    "Mentionable",
    "Remark",
    "ReporterAnswered",
    "ReporterAsked",
    "ReporterReplied",
    "Said",
    "StandardReply",
    "answer_question",
    "ask_reporter",
    "conversation",
    "filled",
    "may_note",
    "may_read_photo",
    "may_talk",
    "mentionable",
    "must_answer",
    "offered_replies",
    "open_question",
    "open_questions_for",
    "owing",
    "reply_to_reporter",
    "rules",
    "set_answer_rule",
    "set_standard_reply",
    "standard_replies",
    "write_note",
]
