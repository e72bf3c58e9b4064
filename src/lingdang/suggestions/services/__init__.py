"""Every write of this room."""

from lingdang.suggestions.services.heating import find_hot_matters, forget_cases
from lingdang.suggestions.services.joining import forget_joined, join_case, tell_joined
from lingdang.suggestions.services.learning import learn_categories, learning_is_due
from lingdang.suggestions.services.promises import finish_item, finish_node
from lingdang.suggestions.services.ten import (
    ItemData,
    confirm_ten,
    draft_ten,
    move_item,
    remove_item,
    save_item,
)
from lingdang.suggestions.services.tracing import forget_traces, trace_cases, trace_missing

__all__ = [
    "ItemData",
    "confirm_ten",
    "draft_ten",
    "find_hot_matters",
    "finish_item",
    "finish_node",
    "forget_cases",
    "forget_joined",
    "forget_traces",
    "join_case",
    "learn_categories",
    "learning_is_due",
    "move_item",
    "remove_item",
    "save_item",
    "tell_joined",
    "trace_cases",
    "trace_missing",
]
