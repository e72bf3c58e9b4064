"""Precision and recall of duplicate suggestions on pairs that a person has labelled.

``python -m benchmarks.duplicates MESSAGES.xlsx`` (with ``DJANGO_SETTINGS_MODULE``) reads the
messages that ``duplicate-pairs.csv`` names by row. They have no position: words alone decide.
"""

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

import django
import numpy as np

from lingdang.suggestions.learning.features import Scale, counted
from lingdang.suggestions.sketch import MOST_TELLING, meanings, sketched
from lingdang.suggestions.tables import read_rows

PAIRS = Path(__file__).parent / "duplicate-pairs.csv"


def main(file):
    django.setup()
    from lingdang.suggestions.queries.duplicates import is_same

    texts = [f"{row['留言主题']}\u3000{row['留言详情']}" for row in read_rows(file)]
    scale = Scale.learned(counted(texts).words, at_least=2, most=10**9)
    pairs = [tuple(map(int, row.values())) for row in csv.DictReader(PAIRS.open())]
    now = datetime.now(UTC)
    sketches = {
        row: sketched(texts[row - 1], None, now, scale.worth) for pair in pairs for row in pair[:2]
    }
    same = np.array([bool(label) for *_, label in pairs])
    told, found = [], []
    for first, second, _ in pairs:
        one, other = sketches[first], sketches[second]
        likeness = meanings(one.words, [other.words], scale.worth)[0]
        found.append(is_asked_for(one.telling, other.telling))
        told.append(found[-1] and is_same(likeness, None))
    told, found = np.array(told), np.array(found)
    print(f"{len(pairs)} pairs, {same.sum()} of them the same matter")
    print(f"found by the index: {found[same].mean():.3f} of the same")
    print(f"suggested: precision {same[told].mean():.3f}, recall {told[same].mean():.3f}")


def is_asked_for(one, other):
    """As the index is asked: two words are shared, and one of them is among the most telling."""
    shared = [place for place, word in enumerate(one) if word in other]
    return len(shared) > 1 and shared[0] < MOST_TELLING


if __name__ == "__main__":
    main(Path(sys.argv[1]))
