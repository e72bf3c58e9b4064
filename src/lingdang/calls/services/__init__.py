"""Every way to change a call."""

from lingdang.calls.services.answering import answer_call, follow_case
from lingdang.calls.services.cancelling import cancel_call
from lingdang.calls.services.climbing import climb_due
from lingdang.calls.services.history import note_past_call
from lingdang.calls.services.ringing import Rang, ring, ring_for

__all__ = [
    "Rang",
    "answer_call",
    "cancel_call",
    "climb_due",
    "follow_case",
    "note_past_call",
    "ring",
    "ring_for",
]
