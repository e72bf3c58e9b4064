"""The door to talks: ask, answer, reply, note; read what was said.

More than 20 names: it serves who speaks, who reads, and who keeps standard replies.
"""

from lingdang.talks.enums import Audience, Ending, Kind, Way
from lingdang.talks.facts import ReporterAdded, ReporterAnswered, ReporterAsked, ReporterReplied
from lingdang.talks.models import Remark, ReplyRule, StandardReply, Waiting
from lingdang.talks.policies import may_manage, may_note, may_publish, may_talk, require_manage
from lingdang.talks.queries import (
    FIELDS,
    Colleague,
    Said,
    conversation,
    filled,
    may_read_photo,
    mentionable,
    offered_replies,
    open_question,
    open_questions_for,
    public_replies,
    public_texts,
    reply_rules,
    standard_replies,
    waiting_for,
)
from lingdang.talks.services import (
    MENTIONED_AT_MOST,
    add_to_report,
    answer_question,
    ask_reporter,
    find_waiting,
    reply_to_reporter,
    set_reply_rule,
    set_standard_reply,
    write_note,
)

__all__ = [
    "FIELDS",
    "MENTIONED_AT_MOST",
    "Audience",
    "Colleague",
    "Ending",
    "Kind",
    "Remark",
    "ReplyRule",
    "ReporterAdded",
    "ReporterAnswered",
    "ReporterAsked",
    "ReporterReplied",
    "Said",
    "StandardReply",
    "Waiting",
    "Way",
    "add_to_report",
    "answer_question",
    "ask_reporter",
    "conversation",
    "filled",
    "find_waiting",
    "may_manage",
    "may_note",
    "may_publish",
    "may_read_photo",
    "may_talk",
    "mentionable",
    "offered_replies",
    "open_question",
    "open_questions_for",
    "public_replies",
    "public_texts",
    "reply_rules",
    "reply_to_reporter",
    "require_manage",
    "set_reply_rule",
    "set_standard_reply",
    "standard_replies",
    "waiting_for",
    "write_note",
]
