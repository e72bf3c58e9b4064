"""Every way to say something in a case."""

from lingdang.talks.services.notes import MENTIONED_AT_MOST, write_note
from lingdang.talks.services.questions import (
    ask_reporter,
    end_run_out,
    overtake_question,
    remind_of_questions,
)
from lingdang.talks.services.replies import find_waiting, follow_waiting, reply_to_reporter
from lingdang.talks.services.reporters import add_to_report, answer_question
from lingdang.talks.services.texts import set_reply_rule, set_standard_reply

__all__ = [
    "MENTIONED_AT_MOST",
    "add_to_report",
    "answer_question",
    "ask_reporter",
    "end_run_out",
    "find_waiting",
    "follow_waiting",
    "overtake_question",
    "remind_of_questions",
    "reply_to_reporter",
    "set_reply_rule",
    "set_standard_reply",
    "write_note",
]
