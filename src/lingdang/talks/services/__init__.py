"""Every way to say something in a case."""

from lingdang.talks.services.notes import write_note
from lingdang.talks.services.questions import (
    answer_question,
    ask_reporter,
    end_run_out,
    overtake_question,
)
from lingdang.talks.services.replies import (
    reply_to_reporter,
    set_answer_rule,
    set_standard_reply,
)

__all__ = [
    "answer_question",
    "ask_reporter",
    "end_run_out",
    "overtake_question",
    "reply_to_reporter",
    "set_answer_rule",
    "set_standard_reply",
    "write_note",
]
