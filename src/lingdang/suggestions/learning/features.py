"""Texts to sparse rows: words and pairs of words, and runs of one to three characters.

Nothing is looked up in a vocabulary: a feature is a bucket, and a model keeps no text. What
stands at the beginning of a text counts more than what stands at its end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np
import scipy.sparse as sp

from lingdang.suggestions.learning.words import words_of

BITS = 22
BUCKETS = 1 << BITS
LONGEST = 4000  # characters of a text that are read
_HALF_AFTER_WORDS, _HALF_AFTER_LETTERS = 60, 120
_LONGEST_RUN = 3
_MANY = 20_000
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of each bucket a text holds: words and their pairs, runs of characters."""

    words: sp.csr_matrix
    letters: sp.csr_matrix

    def of(self, rows: np.ndarray) -> "Counted":
        return Counted(self.words[rows], self.letters[rows])


def counted(texts: Sequence[str]) -> Counted:
    return counted_words([words_of(text[:LONGEST]) for text in texts])


def counted_words(cut: Sequence[Sequence[str]]) -> Counted:
    return Counted(_words(cut), _letters(["".join(words) for words in cut]))


def buckets_of(words: Iterable[str]) -> np.ndarray:
    """Where single words are counted."""
    return _buckets(np.fromiter((crc32(word.encode()) for word in words), dtype=np.uint64))


def _words(cut: Sequence[Sequence[str]]) -> sp.csr_matrix:
    hashes = np.fromiter(
        (crc32(word.encode()) for word in chain.from_iterable(cut)), dtype=np.uint64
    )
    rows, weights = _placed([len(words) for words in cut], _HALF_AFTER_WORDS)
    return _matrix(hashes, rows, weights, longest=2, height=len(cut))


def _letters(texts: Sequence[str]) -> sp.csr_matrix:
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    rows, weights = _placed([len(text) for text in texts], _HALF_AFTER_LETTERS)
    return _matrix(codes, rows, weights, longest=_LONGEST_RUN, height=len(texts))


def _placed(lengths: Sequence[int], half_after: int) -> tuple[np.ndarray, np.ndarray]:
    """For each item, its row and what it weighs where it stands."""
    rows = np.repeat(np.arange(len(lengths)), lengths)
    begins = np.repeat(np.cumsum([0, *lengths[:-1]]), lengths) if len(rows) else rows
    return rows, 1 / (1 + (np.arange(len(rows)) - begins) / half_after)


def _matrix(
    items: np.ndarray, rows: np.ndarray, weights: np.ndarray, *, longest: int, height: int
) -> sp.csr_matrix:
    """Count runs of one item to ``longest`` items that stay within their row."""
    found, where, weigh = [items], [rows], [weights]
    run = items
    for length in range(1, longest):
        run = run[:-1] * _STEP + items[length:]
        whole = rows[length:] == rows[: len(rows) - length]
        found.append(run[whole])
        where.append(rows[length:][whole])
        weigh.append(weights[length:][whole])
    columns = _buckets(np.concatenate(found))
    entries = (np.concatenate(weigh).astype(np.float32), (np.concatenate(where), columns))
    return sp.csr_matrix(entries, shape=(height, BUCKETS))


def _buckets(hashes: np.ndarray) -> np.ndarray:
    mixed = (hashes + np.uint64(1)) * _SPREAD
    buckets: np.ndarray = (mixed >> np.uint64(64 - BITS)).astype(np.int32)
    return buckets


class Scale:
    """Which buckets a model knows (ascending), and how telling each is."""

    def __init__(self, kept: np.ndarray, weights: np.ndarray) -> None:
        self.kept, self.weights = kept, weights

    @classmethod
    def learned(cls, counts: sp.csr_matrix, *, at_least: int, most: int) -> "Scale":
        """Keep buckets that several texts hold; if they are too many, the most usual of them."""
        texts = np.bincount(counts.indices, minlength=BUCKETS)
        kept = np.flatnonzero(texts >= at_least)
        if len(kept) > most:
            kept = np.sort(kept[np.argsort(-texts[kept], kind="stable")[:most]])
        weights = np.log((1 + counts.shape[0]) / (1 + texts[kept])) + 1
        return cls(kept.astype(np.int32), weights.astype(np.float32))

    def places(self, buckets: np.ndarray) -> np.ndarray:
        """Where buckets stand among those kept; -1: not there."""
        if len(buckets) > _MANY:
            place = np.full(BUCKETS, -1, dtype=np.int32)
            place[self.kept] = np.arange(len(self.kept))
            found: np.ndarray = place[buckets]
            return found
        if not len(self.kept):
            return np.full(len(buckets), -1)
        place = np.minimum(np.searchsorted(self.kept, buckets), len(self.kept) - 1)
        return np.where(self.kept[place] == buckets, place, -1)

    def worth(self, buckets: np.ndarray) -> np.ndarray:
        """What each is worth; one that was never seen is worth as much as the usual one."""
        if not len(self.kept):
            return np.ones(len(buckets))
        places = self.places(buckets)
        return np.where(places >= 0, self.weights[places], self.weights.mean())

    def apply(self, counts: sp.csr_matrix) -> sp.csr_matrix:
        """Weigh and bring every row to the same length."""
        columns = self.places(counts.indices)
        known = columns >= 0
        begins = np.concatenate(([0], np.cumsum(known)))[counts.indptr]
        columns = columns[known]
        data = np.log1p(counts.data[known]) * self.weights[columns]
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(begins))
        lengths = np.sqrt(np.bincount(rows, weights=data**2, minlength=counts.shape[0]))
        data = (data / np.maximum(lengths, 1e-12)[rows]).astype(np.float32)
        return sp.csr_matrix((data, columns, begins), shape=(counts.shape[0], len(self.kept)))
