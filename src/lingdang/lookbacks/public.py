"""The door to look-backs: what was drawn, what is to be looked at again, what was found.

More than 20 names: draws, looks and figures are read apart.
"""

from lingdang.lookbacks.days import DAY, moment
from lingdang.lookbacks.enums import LOOKED, DrawKind, State, Step, Why
from lingdang.lookbacks.facts import CaseCameBack, CaseHeld
from lingdang.lookbacks.frames import disagreements
from lingdang.lookbacks.models import Draw, LookBack
from lingdang.lookbacks.policies import had_to_do_with
from lingdang.lookbacks.queries import (
    By,
    Line,
    Wanted,
    When,
    draw_for,
    draws_for,
    figures,
    look_back_for,
    look_backs_for,
    may_read_photo,
    narrowed,
    steps_for,
    total,
    town_of,
    whole_of,
)
from lingdang.lookbacks.sampling import wilson
from lingdang.lookbacks.services import draw_day, draw_quarter, look

__all__ = [
    "DAY",
    "LOOKED",
    "By",
    "CaseCameBack",
    "CaseHeld",
    "Draw",
    "DrawKind",
    "Line",
    "LookBack",
    "State",
    "Step",
    "Wanted",
    "When",
    "Why",
    "disagreements",
    "draw_day",
    "draw_for",
    "draw_quarter",
    "draws_for",
    "figures",
    "had_to_do_with",
    "look",
    "look_back_for",
    "look_backs_for",
    "may_read_photo",
    "moment",
    "narrowed",
    "steps_for",
    "total",
    "town_of",
    "whole_of",
    "wilson",
]
