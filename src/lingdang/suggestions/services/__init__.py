"""Every write of this room."""

from lingdang.suggestions.services.joining import join_case, tell_joined
from lingdang.suggestions.services.learning import learn_categories, learning_is_due
from lingdang.suggestions.services.tracing import forget_traces, trace_cases, trace_missing

__all__ = [
    "forget_traces",
    "join_case",
    "learn_categories",
    "learning_is_due",
    "tell_joined",
    "trace_cases",
    "trace_missing",
]
