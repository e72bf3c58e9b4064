"""Hot matters 热点问题: which reports are of one matter, and how hot it is."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import numpy as np
import scipy.sparse as sp

from lingdang.suggestions.learning.features import Scale, counted_words
from lingdang.suggestions.learning.words import words_of
from lingdang.suggestions.naming import place_words

_FIRST = 60  # words: what a message is of stands in its beginning
_ALIKE = 0.22  # from here two messages tell of one matter
_TOGETHER = 0.14  # and of the whole matter as much, on the average
_ROWS_AT_ONCE = 1000
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    at: datetime
    votes: int = 0  # for or against: somebody else cares


@dataclass(frozen=True, slots=True)
class Matter:
    """Reports of one thing; ``members`` are their places in the list that was given."""

    members: tuple[int, ...]
    heat: float
    first: datetime
    last: datetime
    title: int  # the member that says best what all of them say
    place: str
    words: tuple[str, ...]

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
    groups = _groups(rows)
    found = [_matter(members, messages, rows, cut) for members in groups]
    return sorted(found, key=lambda one: (-one.heat, one.members))[:most]


def heat_of(times: Sequence[datetime], votes: int) -> float:
    """How many tell of it and how many care, and how closely they came after each other."""
    count = len(times)
    people = count + 2 * math.sqrt(votes)
    gaps = [(late - early).total_seconds() / _DAY for early, late in pairwise(sorted(times))]
    density = 1 + (1 / (1 + float(np.median(gaps))) if gaps else 0)
    return round(people * density, 2)


def _groups(rows: sp.csr_matrix) -> list[list[int]]:
    """Join the most alike first, and groups only when they are alike on the whole."""
    of = list(range(rows.shape[0]))
    members = {row: [row] for row in of}
    sums: dict[int, sp.csr_matrix] = {}
    for first, second in _alike(rows):
        one, other = of[first], of[second]
        if one == other or not _whole(sums, rows, members, one, other):
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        sums[one] = _sum(sums, rows, one) + _sum(sums, rows, other)
        for row in members[other]:
            of[row] = one
        members[one] += members.pop(other)
        sums.pop(other, None)
    return [sorted(group) for group in members.values()]


def _whole(
    sums: dict[int, sp.csr_matrix],
    rows: sp.csr_matrix,
    members: dict[int, list[int]],
    one: int,
    other: int,
) -> bool:
    shared = _sum(sums, rows, one).multiply(_sum(sums, rows, other)).sum()
    return bool(shared / (len(members[one]) * len(members[other])) >= _TOGETHER)


def _sum(sums: dict[int, sp.csr_matrix], rows: sp.csr_matrix, group: int) -> sp.csr_matrix:
    return sums.get(group, rows[group])


def _alike(rows: sp.csr_matrix) -> list[tuple[int, int]]:
    """Pairs of messages that say the same, the most alike first."""
    found = []
    for at in range(0, rows.shape[0], _ROWS_AT_ONCE):
        near = (rows[at : at + _ROWS_AT_ONCE] @ rows.T).tocoo()
        kept = (near.data >= _ALIKE) & (near.row + at < near.col)
        found.append(np.column_stack((near.data[kept], near.row[kept] + at, near.col[kept])))
    pairs = np.concatenate(found)
    order = np.lexsort((pairs[:, 2], pairs[:, 1], -pairs[:, 0]))
    return [(int(first), int(second)) for _, first, second in pairs[order]]


def _matter(
    members: list[int],
    messages: Sequence[Message],
    rows: sp.csr_matrix,
    cut: Sequence[Sequence[str]],
) -> Matter:
    times = [messages[row].at for row in members]
    own = rows[members]
    near = np.asarray(own @ own.sum(axis=0).T).ravel()
    return Matter(
        members=tuple(members),
        heat=heat_of(times, sum(messages[row].votes for row in members)),
        first=min(times),
        last=max(times),
        title=members[int(near.argmax())],
        place=_place([messages[row].text for row in members]),
        words=_words([cut[row] for row in members]),
    )


def _place(texts: Sequence[str]) -> str:
    """The place that most of them name; the longer name where as many say both."""
    named = Counter(word for text in texts for word in dict.fromkeys(place_words(text)))
    best = sorted(named.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))
    return best[0][0] if best else ""


def _words(cut: Sequence[Sequence[str]]) -> tuple[str, ...]:
    said = Counter(word for words in cut for word in dict.fromkeys(words) if len(word) > 1)
    return tuple(word for word, _ in said.most_common(5))
