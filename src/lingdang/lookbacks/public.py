"""The door to look-backs: what was drawn, what is to be looked at again, what was found.

More than 20 names: draws, looks and figures are read apart.
"""

from lingdang.lookbacks.enums import LOOKED, DrawKind, State, Step, Why
from lingdang.lookbacks.facts import CaseCameBack, CaseHeld
from lingdang.lookbacks.frames import disagreements
from lingdang.lookbacks.models import Draw, LookBack
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
)
from lingdang.lookbacks.services import draw_day, draw_quarter, look

__all__ = [
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
    "look",
    "look_back_for",
    "look_backs_for",
    "may_read_photo",
    "narrowed",
    "steps_for",
    "total",
]
