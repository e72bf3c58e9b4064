"""The door to calls: ring, answer, take back; read how a call goes."""

from lingdang.calls.enums import OPEN, STEPS, Level, State
from lingdang.calls.models import Call, CallQuerySet
from lingdang.calls.queries import (
    Callee,
    Figure,
    Story,
    Told,
    call_for,
    call_of,
    calls_for,
    figures_for,
    may_answer_call,
    stories,
    story,
)
from lingdang.calls.services import Rang, answer_call, cancel_call, ring

__all__ = [
    "OPEN",
    "STEPS",
    "Call",
    "CallQuerySet",
    "Callee",
    "Figure",
    "Level",
    "Rang",
    "State",
    "Story",
    "Told",
    "answer_call",
    "call_for",
    "call_of",
    "calls_for",
    "cancel_call",
    "figures_for",
    "may_answer_call",
    "ring",
    "stories",
    "story",
]
