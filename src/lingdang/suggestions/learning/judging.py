"""How good a classifier is on texts it has not read, and how far its certainty is to be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lingdang.suggestions.learning.classifier import Classifier

BINS = 15
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Sureness:
    """Of texts guessed with at least this probability: how many there are, how many are right."""

    at_least: float
    coverage: float
    accuracy: float | None  # none: no text was guessed so surely


@dataclass(frozen=True, slots=True)
class Judgement:
    texts: int
    macro_f1: float
    accuracy: float
    calibration_error: float
    curve: list[Sureness] = field(default_factory=list)


def judged(classifier: Classifier, texts: Sequence[str], labels: Sequence[str]) -> Judgement:
    return judgement(classifier.labels, classifier.probabilities(texts), labels)


def judgement(names: Sequence[str], probabilities: np.ndarray, labels: Sequence[str]) -> Judgement:
    if not len(labels):
        return Judgement(0, 0.0, 0.0, 0.0)
    wanted, sure = np.array(labels, dtype=str), probabilities.max(axis=1)
    guessed = np.array(names, dtype=str)[probabilities.argmax(axis=1)]
    right = guessed == wanted
    return Judgement(
        texts=len(wanted),
        macro_f1=round(_macro_f1(guessed, wanted), 4),
        accuracy=round(float(right.mean()), 4),
        calibration_error=round(_calibration_error(sure, right), 4),
        curve=[_sureness(at_least, sure, right) for at_least in THRESHOLDS],
    )


def _macro_f1(guessed: np.ndarray, wanted: np.ndarray) -> float:
    found = []
    for label in np.union1d(guessed, wanted):
        both = np.sum((guessed == label) & (wanted == label))
        found.append(2 * both / (np.sum(guessed == label) + np.sum(wanted == label)))
    return float(np.mean(found))


def _calibration_error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: how far belief and truth are apart, bin by bin."""
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(sure[bins == one].mean() - right[bins == one].mean()) * np.mean(bins == one)
        for one in np.unique(bins)
    ]
    return float(np.sum(gaps))


def _sureness(at_least: float, sure: np.ndarray, right: np.ndarray) -> Sureness:
    told = sure >= at_least
    accuracy = round(float(right[told].mean()), 4) if told.any() else None
    return Sureness(at_least, round(float(told.mean()), 4), accuracy)


def parted(groups: Sequence[str], seed: int, share: float = 0.2) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers to learn from, and those held out: the same share of every group."""
    random = np.random.default_rng(seed)
    kinds, out = np.array(groups, dtype=str), np.zeros(len(groups), dtype=bool)
    for kind in np.unique(kinds):
        members = np.flatnonzero(kinds == kind)
        out[random.permutation(members)[: round(len(members) * share)]] = True
    return np.flatnonzero(~out), np.flatnonzero(out)
