"""Every way to read doubts. Changes nothing."""

from lingdang.doubts.queries.cards import DoubtCard, TwinCard, cards_of
from lingdang.doubts.queries.doubts import (
    case_known,
    doubt_for,
    doubts_for,
    lock_doubt,
    may_read_answer,
    photo_known,
    photo_seen,
    photos_before,
    steps_for,
    trust_of,
    trusted,
    unjudged,
    weights,
    with_points,
)

__all__ = [
    "DoubtCard",
    "TwinCard",
    "cards_of",
    "case_known",
    "doubt_for",
    "doubts_for",
    "lock_doubt",
    "may_read_answer",
    "photo_known",
    "photo_seen",
    "photos_before",
    "steps_for",
    "trust_of",
    "trusted",
    "unjudged",
    "weights",
    "with_points",
]
