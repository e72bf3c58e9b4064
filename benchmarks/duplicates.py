"""Precision and recall of duplicate suggestions on pairs that a person has labelled.

``python -m benchmarks.duplicates MESSAGES.xlsx`` (with ``DJANGO_SETTINGS_MODULE``) reads the
messages that two lists of pairs name by row. They have no position: words alone decide. What
decides was chosen on ``duplicate-pairs.csv``; ``duplicate-pairs-blind.csv`` was drawn (as
``benchmarks.pairs`` draws) and labelled afterwards, without seeing a likeness.

Of that one also weighed: each pair stands for as many as its stratum holds of all pairs.
"""

import sys
from pathlib import Path

import django
import numpy as np

from benchmarks.pairs import BLIND, LISTS, Messages, listed, stratum
from lingdang.suggestions.sketch import PLACES, RAREST, meanings, rarest_first

_SURE = 1.96  # of a normal distribution: 95 %


def main(file):
    django.setup()
    messages = Messages.read(file)
    sizes = [len(pairs) for pairs in messages.strata()]
    print("pairs of each stratum:", *sizes)
    for name in LISTS:
        judge(name, messages, sizes)


def judge(name, messages, sizes):
    """The later message of each pair asks whether the earlier one is the same."""
    from lingdang.suggestions.queries.duplicates import is_same

    same, told, found, strata = [], [], [], []
    worth = messages.scale.worth
    for pair, label in listed(name):
        early, late = map(messages.sketch, sorted(pair, key=messages.times.__getitem__))
        likeness = meanings(late.words, [early.words], worth)[0]
        same.append(label)
        strata.append(stratum(likeness))
        found.append(is_asked_for(rarest_first(late.telling, worth), early.telling))
        told.append(found[-1] and is_same(likeness, None))
    same, told, found, strata = map(np.array, (same, told, found, strata))
    print(f"{name}: {len(same)} pairs, {same.sum()} of them the same matter")
    print(f"  found by the index: {share(found[same])} of the same")
    print(f"  suggested: precision {share(same[told])}, recall {share(told[same])}")
    if name == BLIND:
        weights = (np.array(sizes) / np.bincount(strata))[strata]
        precision, recall = share(same[told], weights[told]), share(told[same], weights[same])
        print(f"  weighed by stratum: precision {precision}, recall {recall}")


def share(hits, weights=None):
    """A share with Wilson's interval of 95 %; weighed, of as many as they are worth (Kish)."""
    weights = np.ones(len(hits)) if weights is None else weights
    part, count = np.average(hits, weights=weights), weights.sum() ** 2 / (weights**2).sum()
    middle = (part + _SURE**2 / 2 / count) / (1 + _SURE**2 / count)
    off = (part * (1 - part) / count + _SURE**2 / 4 / count**2) ** 0.5
    off *= _SURE / (1 + _SURE**2 / count)
    return f"{part:.3f} ({middle - off:.2f}–{middle + off:.2f})"


def is_asked_for(one, other):
    """As the index is asked: two words are shared, not both of them common."""
    shared = [place for place, word in enumerate(one) if word in other]
    return len(shared) > 1 and shared[0] < RAREST and shared[0] + shared[1] <= PLACES


if __name__ == "__main__":
    main(Path(sys.argv[1]))
