"""A report in a few numbers: the words that tell it from others, and where it would be found."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from lingdang.suggestions.learning.features import LONGEST, buckets_of
from lingdang.suggestions.learning.words import words_of

type Weigh = Callable[[np.ndarray], np.ndarray]

WINDOW = timedelta(days=90)  # how far back a report may be the same one
WORDS_KEPT = 40
TELLING = 8
RAREST, PLACES = 5, 9  # of two shared words: one is so rare; the sum of both their places
_HALF_AFTER = 10  # words: what is said first tells most
_CELL_LNG, _CELL_LAT = 0.003, 0.0025  # degrees: some 280 m in China's middle
METRES_A_DEGREE = 111_320
_LETTERS = str.maketrans("0123456789-", "abcdefghijm")  # keys of letters only: words to any parser


@dataclass(frozen=True, slots=True)
class Spot:
    lng: float
    lat: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """``words`` as buckets, the most telling first."""

    words: tuple[int, ...]
    spot: Spot | None
    at: datetime

    @property
    def telling(self) -> tuple[int, ...]:
        return self.words[:TELLING]

    def keys(self) -> list[str]:
        """Under which the report is kept: its telling words, and the cell it lies in if any."""
        here = [_key("c", *_cell(self.spot))] if self.spot else []
        return [*here, *(key_of_word(word) for word in self.telling)]

    def wanted(self, weigh: Weigh) -> tuple[str, str]:
        """What to ask of reports whose position is known, and of those that have none.

        Nearby a telling word must be shared; where nothing is known of the place two, not both of
        them common, so that the index reads short lists alone. What is known to lie elsewhere is
        another matter, and not even read.
        """
        words = [key_of_word(word) for word in rarest_first(self.telling, weigh)]
        pairs = " | ".join(
            f"({word} & ({' | '.join(others)}))"
            for place, word in enumerate(words[:RAREST])
            if (others := words[place + 1 : PLACES + 1 - place])
        )
        if self.spot is None or not words:
            return pairs, pairs
        near = " | ".join(_key("c", *cell) for cell in _around(self.spot))
        return f"({near}) & ({' | '.join(words)})", pairs


def sketched(text: str, spot: Spot | None, at: datetime, weigh: Weigh) -> Sketch:
    buckets = buckets_of(dict.fromkeys(words_of(text[:LONGEST])))
    worth = weigh(buckets) / (1 + np.arange(len(buckets)) / _HALF_AFTER)
    order = np.lexsort((buckets, -worth))
    words = dict.fromkeys(int(bucket) for bucket in buckets[order])
    return Sketch(tuple(words)[:WORDS_KEPT], spot, at)


def rarest_first(words: Sequence[int], weigh: Weigh) -> list[int]:
    """What fewest reports say first."""
    worth = weigh(np.array(words, dtype=np.int32))
    return [words[place] for place in np.argsort(-worth, kind="stable")]


def meanings(words: Sequence[int], others: Sequence[Sequence[int]], weigh: Weigh) -> list[float]:
    """How much of what tells most of each stands in the other too: 0 nothing, 1 all of it.

    That few words agree says less than that many do.
    """
    telling = sorted({word for one in (words, *others) for word in one[:TELLING]})
    weighed = weigh(np.array(telling, dtype=np.int32))
    worth = dict(zip(telling, map(float, weighed), strict=True))
    own = set(words)
    return [
        (_said(words, set(other), worth) + _said(other, own, worth)) / 2 * _backed(own, other)
        for other in others
    ]


def _said(words: Sequence[int], other: set[int], worth: Mapping[int, float]) -> float:
    telling = words[:TELLING]
    whole = sum(worth[word] for word in telling)
    return sum(worth[word] for word in telling if word in other) / whole if whole else 0.0


def _backed(words: set[int], other: Sequence[int]) -> float:
    shared = len(words.intersection(other))
    return shared / (shared + 1)


def key_of_word(bucket: int) -> str:
    return _key("w", bucket)


def spot_of(lng: float | None, lat: float | None) -> Spot | None:
    return None if lng is None or lat is None else Spot(lng, lat)


def metres_between(one: Spot, other: Spot) -> float:
    """Good to a metre or two within a district."""
    east = (one.lng - other.lng) * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(east, one.lat - other.lat) * METRES_A_DEGREE


def _cell(spot: Spot) -> tuple[int, int]:
    return math.floor(spot.lng / _CELL_LNG), math.floor(spot.lat / _CELL_LAT)


def _around(spot: Spot) -> list[tuple[int, int]]:
    x, y = _cell(spot)
    return [(x + east, y + north) for east in (-1, 0, 1) for north in (-1, 0, 1)]


def _key(kind: str, *parts: int) -> str:
    return kind + "k".join(str(part).translate(_LETTERS) for part in parts)
