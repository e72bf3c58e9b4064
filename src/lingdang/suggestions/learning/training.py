"""Learn labels from texts that have them. The same texts give the same model, bit for bit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize_scalar
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.svm import LinearSVC

from lingdang.suggestions.errors import TooLittleToLearn
from lingdang.suggestions.learning.classifier import Classifier, likelihoods, rows_of
from lingdang.suggestions.learning.features import Counted, Scale, counted
from lingdang.suggestions.learning.judging import Judgement, judgement

SEED = 47678
_AT_ONCE = 1000
_PARTS = 3
_MOST_NUMBERS = 12_000_000  # of a model: 24 MB
_STRENGTH = 1.0
_SURE_WORDS, _SURE_LETTERS = 2, 3  # texts that must hold it, of a collection of some size
_SMALL = 1000

type Say = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Learned:
    """A classifier, and how well its like does on texts that it has not read."""

    classifier: Classifier
    judgement: Judgement


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    weights: Sequence[float] | None = None,
    judged: Sequence[bool] | None = None,
    say: Say = lambda _done, _all: None,
) -> Learned:
    """Learn; ``say`` is told how many of how many stretches of work are done.

    ``judged`` marks the texts that the judgement shall count; all of them unless said.
    """
    names, numbers = np.unique(np.array(labels, dtype=str), return_inverse=True)
    if len(names) < 2:  # noqa: PLR2004 -- nothing to tell apart
        raise TooLittleToLearn
    weigh = np.ones(len(texts)) if weights is None else np.array(weights, dtype=float)
    counts = _counted(texts)
    say(1, _PARTS + 2)
    parts = _parts(numbers)
    told = np.zeros((len(texts), len(names)))
    for done, (rest, part) in enumerate(parts, 2):
        trial = _learned(counts.of(rest), numbers[rest], weigh[rest], list(names))
        told[part] = trial.scores(counts.of(part))
        say(done, len(parts) + 2)
    classifier = _learned(counts, numbers, weigh, list(names))
    classifier.sharpness = _sharpness(told, numbers)
    say(len(parts) + 2, len(parts) + 2)
    own = np.ones(len(texts), dtype=bool) if judged is None else np.array(judged, dtype=bool)
    shares = likelihoods(told[own], classifier.sharpness)
    return Learned(classifier, judgement(list(names), shares, list(names[numbers[own]])))


def _counted(texts: Sequence[str]) -> Counted:
    stretches = [counted(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return Counted(
        sp.vstack([one.words for one in stretches], format="csr"),
        sp.vstack([one.letters for one in stretches], format="csr"),
    )


def _parts(numbers: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Every text is judged once by a model that has not read it."""
    usual = np.bincount(numbers).min() >= _PARTS
    kind = StratifiedKFold if usual else KFold
    parts = min(_PARTS, len(numbers))
    return list(kind(parts, shuffle=True, random_state=SEED).split(numbers, numbers))


def _learned(
    counts: Counted, numbers: np.ndarray, weights: np.ndarray, labels: list[str]
) -> Classifier:
    large = len(numbers) >= _SMALL
    most = _MOST_NUMBERS // len(labels) // 2
    scales = (
        Scale.learned(counts.words, at_least=_SURE_WORDS if large else 1, most=most),
        Scale.learned(counts.letters, at_least=_SURE_LETTERS if large else 1, most=most),
    )
    rows = rows_of(scales, counts)
    coefficients = np.zeros((rows.shape[1], len(labels)), dtype=np.float32)
    intercepts = np.full(len(labels), -1.0, dtype=np.float32)  # a label nobody bears
    for label in np.unique(numbers):
        wanted = numbers == label
        if wanted.all():
            intercepts[label] = 1.0
            continue
        machine = LinearSVC(C=_STRENGTH, tol=1e-3, random_state=SEED)
        machine.fit(rows, wanted, sample_weight=weights)
        coefficients[:, label], intercepts[label] = machine.coef_[0], machine.intercept_[0]
    return Classifier(labels, scales, coefficients, intercepts)


def _sharpness(scores: np.ndarray, numbers: np.ndarray) -> float:
    """How sharply scores become probabilities, so that unread texts are believed rightly."""
    own = np.arange(len(numbers)), numbers

    def surprise(power: float) -> float:
        shares = likelihoods(scores, float(np.exp(power)))[own]
        return float(-np.log(np.maximum(shares, 1e-12)).mean())

    best = minimize_scalar(surprise, bounds=(-2.0, 2.0), method="bounded")
    return round(float(np.exp(best.x)), 4)
