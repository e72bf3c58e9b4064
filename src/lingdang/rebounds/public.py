"""The door to rebounds: which new cases came back on which closed ones, and how often."""

from lingdang.rebounds.enums import Standing, Step
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.queries import (
    Line,
    Recurring,
    Wanted,
    closings,
    figures,
    narrowed,
    of_case,
    rebound_for,
    rebounds_for,
    recurring,
    steps_for,
    total,
)
from lingdang.rebounds.services import decide

__all__ = [
    "Line",
    "Rebound",
    "Recurring",
    "Standing",
    "Step",
    "Wanted",
    "closings",
    "decide",
    "figures",
    "narrowed",
    "of_case",
    "rebound_for",
    "rebounds_for",
    "recurring",
    "steps_for",
    "total",
]
