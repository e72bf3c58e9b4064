"""What has been learned, ready to answer: labels with probabilities, and the words that spoke."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import scipy.sparse as sp

from lingdang.suggestions.errors import ModelUnreadable
from lingdang.suggestions.learning.features import (
    BITS,
    BUCKETS,
    LONGEST,
    Counted,
    Scale,
    buckets_of,
    counted,
)
from lingdang.suggestions.learning.words import words_of

_FORMAT = 1
_AT_ONCE = 1000
_WORDS_SHOWN = 5
_ARRAYS = ("words", "words_weights", "letters", "letters_weights", "coefficients", "intercepts")


@dataclass(frozen=True, slots=True)
class Guess:
    label: str
    probability: float
    words: tuple[str, ...] = ()  # those that spoke for it, the loudest first


class Classifier:
    """Linear over words and letters; ``sharpness`` turns its scores into honest probabilities."""

    def __init__(
        self,
        labels: Sequence[str],
        scales: tuple[Scale, Scale],
        coefficients: np.ndarray,
        intercepts: np.ndarray,
        sharpness: float = 1.0,
    ) -> None:
        self.labels = list(labels)
        self.scales = scales
        self.coefficients, self.intercepts = coefficients, intercepts
        self.sharpness = sharpness

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """One row per text, one column per label."""
        stretches = range(0, len(texts), _AT_ONCE)
        scored = [self.scores(counted(texts[at : at + _AT_ONCE])) for at in stretches]
        if not scored:
            return np.zeros((0, len(self.labels)))
        return likelihoods(np.concatenate(scored), self.sharpness)

    def scores(self, counts: Counted) -> np.ndarray:
        scores: np.ndarray = rows_of(self.scales, counts) @ self.coefficients + self.intercepts
        return scores

    def predict(self, texts: Sequence[str]) -> list[Guess]:
        """The likeliest label of each text."""
        found = self.probabilities(texts)
        best = found.argmax(axis=1)
        return [
            Guess(self.labels[label], float(row[label]))
            for row, label in zip(found, best, strict=True)
        ]

    def guesses(self, text: str, most: int = 3) -> list[Guess]:
        """The likeliest labels of one text, each with the words that spoke for it."""
        found = self.probabilities([text])[0]
        return [
            Guess(self.labels[label], float(found[label]), self._spoke(text, int(label)))
            for label in np.argsort(-found, kind="stable")[:most]
        ]

    def _spoke(self, text: str, label: int) -> tuple[str, ...]:
        said = list(dict.fromkeys(words_of(text[:LONGEST])))
        places = self.scales[0].places(buckets_of(said))
        known = np.flatnonzero(places >= 0)
        own = self.coefficients[places[known]]
        weighed = self.scales[0].weights[places[known]] * (own[:, label] - own.mean(axis=1))
        loud = np.argsort(-weighed, kind="stable")[:_WORDS_SHOWN]
        return tuple(said[known[one]] for one in loud if weighed[one] > 0)

    def to_bytes(self) -> bytes:
        """A zip of plain arrays and one JSON text: reading it runs nothing."""
        words, letters = self.scales
        about = {
            "format": _FORMAT,
            "bits": BITS,
            "labels": self.labels,
            "sharpness": self.sharpness,
        }
        arrays = (
            *(words.kept, words.weights, letters.kept, letters.weights),
            *(self.coefficients.astype(np.float16), self.intercepts),
        )
        written = io.BytesIO()
        text = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), dtype=np.uint8)
        named: dict[str, Any] = dict(zip(_ARRAYS, arrays, strict=True))
        np.savez_compressed(written, about=text, **named)
        return written.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as held:
                about = json.loads(held["about"].tobytes())
                arrays = {name: held[name] for name in _ARRAYS}
            return cls._read(about, arrays)
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            raise ModelUnreadable from None

    @classmethod
    def _read(cls, about: dict[str, object], arrays: dict[str, np.ndarray]) -> Self:
        labels, sharpness = about["labels"], about["sharpness"]
        if about["format"] != _FORMAT or about["bits"] != BITS or not isinstance(labels, list):
            raise ValueError(about["format"])
        height = len(arrays["words"]) + len(arrays["letters"])
        if arrays["coefficients"].shape != (height, len(labels)):
            raise ValueError(height)
        for kept, weights in (("words", "words_weights"), ("letters", "letters_weights")):
            known = arrays[kept]
            if len(known) != len(arrays[weights]) or not _within(known):
                raise ValueError(kept)
        return cls(
            labels,
            (
                Scale(arrays["words"], arrays["words_weights"]),
                Scale(arrays["letters"], arrays["letters_weights"]),
            ),
            arrays["coefficients"].astype(np.float32),
            arrays["intercepts"].astype(np.float32),
            float(str(sharpness)),
        )


def _within(buckets: np.ndarray) -> bool:
    return not len(buckets) or bool(buckets.min() >= 0 and buckets.max() < BUCKETS)


def rows_of(scales: tuple[Scale, Scale], counts: Counted) -> sp.csr_matrix:
    words, letters = scales
    return sp.hstack([words.apply(counts.words), letters.apply(counts.letters)], format="csr")


def likelihoods(scores: np.ndarray, sharpness: float) -> np.ndarray:
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) * sharpness)
    shares: np.ndarray = raised / raised.sum(axis=1, keepdims=True)
    return shares
