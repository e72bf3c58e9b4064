"""Every way to read rebounds. Changes nothing."""

from lingdang.rebounds.queries.figures import Line, figures, total
from lingdang.rebounds.queries.recurring import Recurring, recurring
from lingdang.rebounds.queries.rows import (
    known_of,
    lock_rebound,
    of_case,
    rebound_for,
    rebounds_for,
    standing,
    steps_for,
    unfollowed,
)
from lingdang.rebounds.queries.wanted import Wanted, closings, narrowed

__all__ = [
    "Line",
    "Recurring",
    "Wanted",
    "closings",
    "figures",
    "known_of",
    "lock_rebound",
    "narrowed",
    "of_case",
    "rebound_for",
    "rebounds_for",
    "recurring",
    "standing",
    "steps_for",
    "total",
    "unfollowed",
]
