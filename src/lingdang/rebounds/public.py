"""The door to rebounds: which new cases came back on which closed ones, and how often."""

from lingdang.rebounds.enums import Standing, Step
from lingdang.rebounds.facts import ReboundConfirmed, ReboundFound, ReboundToldApart
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
from lingdang.rebounds.services import catch_up, decide

__all__ = [
    "Line",
    "Rebound",
    "ReboundConfirmed",
    "ReboundFound",
    "ReboundToldApart",
    "Recurring",
    "Standing",
    "Step",
    "Wanted",
    "catch_up",
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
