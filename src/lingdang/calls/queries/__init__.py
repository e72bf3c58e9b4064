"""Every way to read calls. Changes nothing."""

from lingdang.calls.queries.figures import Figure, figures_for
from lingdang.calls.queries.lists import (
    call_for,
    call_known,
    call_of,
    calls_for,
    lock_call,
    lock_due,
    may_answer_call,
    rung_by,
    running_of,
    visible,
)
from lingdang.calls.queries.story import Callee, Story, Told, callee, stories, story
from lingdang.calls.queries.whom import whom

__all__ = [
    "Callee",
    "Figure",
    "Story",
    "Told",
    "call_for",
    "call_known",
    "call_of",
    "callee",
    "calls_for",
    "figures_for",
    "lock_call",
    "lock_due",
    "may_answer_call",
    "rung_by",
    "running_of",
    "stories",
    "story",
    "visible",
    "whom",
]
