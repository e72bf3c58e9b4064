"""The door to doubts: what speaks against photographs, who said what to it, how far they hold.

More than 20 names: lists, proofs and trust are read apart.
"""

from lingdang.doubts.enums import DECIDED, Kind, Level, State, Step
from lingdang.doubts.facts import DoubtDismissed, DoubtFound, DoubtUpheld
from lingdang.doubts.models import Doubt
from lingdang.doubts.policies import Trust, level_of
from lingdang.doubts.queries import (
    DoubtCard,
    TwinCard,
    cards_of,
    doubt_for,
    doubts_for,
    may_read_answer,
    photo_seen,
    trust_of,
    trusted,
    with_points,
)
from lingdang.doubts.services import answer_doubt, decide_doubt

__all__ = [
    "DECIDED",
    "Doubt",
    "DoubtCard",
    "DoubtDismissed",
    "DoubtFound",
    "DoubtUpheld",
    "Kind",
    "Level",
    "State",
    "Step",
    "Trust",
    "TwinCard",
    "answer_doubt",
    "cards_of",
    "decide_doubt",
    "doubt_for",
    "doubts_for",
    "level_of",
    "may_read_answer",
    "photo_seen",
    "trust_of",
    "trusted",
    "with_points",
]
