"""Hot matters 热点问题: which reports are of one matter, and how hot it is."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from lingdang.suggestions.learning.features import Scale, counted_words
from lingdang.suggestions.learning.words import words_of
from lingdang.suggestions.naming import area_words, place_words
from lingdang.suggestions.sketch import METRES_A_DEGREE, Spot

_FIRST = 60  # words: what a message is of stands in its beginning
_ALIKE = 0.22  # from here two messages tell of one matter
_TOGETHER = 0.14  # and of the whole matter as much, on the average
_APART, _ACROSS = 500.0, 1_500.0  # metres: between two of one matter, and of all of it
_NAMED = 3  # a place is that of a matter when every third of its messages names it
_ROWS_AT_ONCE = 1000
_WORDS = 5
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    at: datetime
    votes: int = 0  # for or against: somebody else cares
    spot: Spot | None = None
    also: tuple[datetime, ...] = ()  # when others told of the very same

    @property
    def times(self) -> tuple[datetime, ...]:
        return (self.at, *self.also)


@dataclass(frozen=True, slots=True)
class Matter:
    """Reports of one thing; ``members`` are their places in the list that was given."""

    members: tuple[int, ...]
    heat: float
    first: datetime
    last: datetime
    ranked: tuple[int, ...]  # the same members; first who says best what all of them say
    place: str
    words: tuple[str, ...]

    @property
    def title(self) -> int:
        return self.ranked[0]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def matters_of(messages: Sequence[Message], most: int | None = None) -> list[Matter]:
    """The hottest first. A single message is a matter too, if many voted on it."""
    if not messages:
        return []
    cut = [words_of(message.text)[:_FIRST] for message in messages]
    counts = counted_words(cut)
    scale = Scale.learned(counts.words, at_least=min(2, len(cut)), most=10**7)
    rows = scale.apply(counts.words)
    groups = Groups(rows, _metres(messages)).joined()
    found = [_matter(members, messages, rows, cut) for members in groups]
    return sorted(found, key=lambda one: (-one.heat, one.members))[:most]


def heat_of(times: Sequence[datetime], votes: int) -> float:
    """How many tell of it and how many care, and how closely they came after each other."""
    count = len(times)
    people = count + 2 * math.sqrt(votes)
    gaps = [(late - early).total_seconds() / _DAY for early, late in pairwise(sorted(times))]
    density = 1 + (1 / (1 + float(np.median(gaps))) if gaps else 0)
    return round(people * density, 2)


class Groups:
    """Join the most alike first, and groups only when they are alike, and near, on the whole."""

    def __init__(self, rows: sp.csr_matrix, metres: np.ndarray) -> None:
        self._rows, self._metres = rows, metres
        self._of = list(range(rows.shape[0]))
        self._members = {row: [row] for row in self._of}
        self._sums: dict[int, sp.csr_matrix] = {}
        self._boxes = dict(enumerate(np.hstack((metres, metres))))  # west, south, east, north

    def joined(self) -> list[list[int]]:
        for first, second in _alike(self._rows, self._metres):
            one, other = self._of[first], self._of[second]
            if one != other and self._near(one, other) and self._whole(one, other):
                self._join(*sorted((one, other), key=lambda group: -len(self._members[group])))
        return [sorted(group) for group in self._members.values()]

    def _near(self, one: int, other: int) -> bool:
        """Whether all of both lie together; what lies nowhere lies anywhere."""
        box = _around(self._boxes[one], self._boxes[other])
        return not np.hypot(*(box[2:] - box[:2])) > _ACROSS

    def _whole(self, one: int, other: int) -> bool:
        shared = self._sum(one).multiply(self._sum(other)).sum()
        pairs = len(self._members[one]) * len(self._members[other])
        return bool(shared / pairs >= _TOGETHER)

    def _sum(self, group: int) -> sp.csr_matrix:
        return self._sums[group] if group in self._sums else self._rows[group]

    def _join(self, one: int, other: int) -> None:
        self._sums[one] = self._sum(one) + self._sum(other)
        self._sums.pop(other, None)
        self._boxes[one] = _around(self._boxes[one], self._boxes.pop(other))
        for row in self._members[other]:
            self._of[row] = one
        self._members[one] += self._members.pop(other)


def _around(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    low, high = np.fmin(one[:2], other[:2]), np.fmax(one[2:], other[2:])
    return np.concatenate((low, high))


def _metres(messages: Sequence[Message]) -> np.ndarray:
    """Where each lies, in metres east and north of nowhere in particular; NaN: not known."""
    spots = [message.spot for message in messages]
    told = np.array([(spot.lng, spot.lat) if spot else (np.nan, np.nan) for spot in spots])
    middle = np.nanmean(told[:, 1]) if any(spots) else 0.0
    return told * METRES_A_DEGREE * (math.cos(math.radians(middle)), 1.0)


def _alike(rows: sp.csr_matrix, metres: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of messages that say the same, and not far apart; the most alike first."""
    found = []
    for at in range(0, rows.shape[0], _ROWS_AT_ONCE):
        near = (rows[at : at + _ROWS_AT_ONCE] @ rows.T).tocoo()
        kept = (near.data >= _ALIKE) & (near.row + at < near.col)
        found.append(np.column_stack((near.data[kept], near.row[kept] + at, near.col[kept])))
    pairs = np.concatenate(found)
    first, second = pairs[:, 1].astype(int), pairs[:, 2].astype(int)
    apart = np.hypot(*(metres[first] - metres[second]).T)
    order = np.lexsort((second, first, -pairs[:, 0]))
    together = order[~(apart[order] > _APART)]  # not known is not far
    return list(zip(first[together].tolist(), second[together].tolist(), strict=True))


def _matter(
    members: list[int],
    messages: Sequence[Message],
    rows: sp.csr_matrix,
    cut: Sequence[Sequence[str]],
) -> Matter:
    times = [at for row in members for at in messages[row].times]
    own = rows[members]
    near = np.asarray(own @ own.sum(axis=0).T).ravel()
    return Matter(
        members=tuple(members),
        heat=heat_of(times, sum(messages[row].votes for row in members)),
        first=min(times),
        last=max(times),
        ranked=tuple(members[at] for at in np.argsort(-near, kind="stable")),
        place=place_named([messages[row].text for row in members]),
        words=tuple(words_said([cut[row] for row in members])[:_WORDS]),
    )


def place_named(texts: Sequence[str]) -> str:
    """The place that most of them name, or else the area; the longer where as many say both."""
    for names in (place_words, area_words):
        named = Counter(word for text in texts for word in dict.fromkeys(names(text)))
        best = sorted(named.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))
        if best and best[0][1] * _NAMED >= len(texts):
            return best[0][0]
    return ""


def words_said(cut: Iterable[Sequence[str]]) -> list[str]:
    """The words that most of them say, the most usual first."""
    said = Counter(word for words in cut for word in dict.fromkeys(words) if len(word) > 1)
    return [word for word, _ in said.most_common()]
