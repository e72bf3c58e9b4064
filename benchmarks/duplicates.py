"""Precision and recall of duplicate suggestions on pairs that a person has labelled.

``python -m benchmarks.duplicates MESSAGES.xlsx`` (with ``DJANGO_SETTINGS_MODULE``) reads the
messages that two lists of pairs name by row. They have no position: words alone decide. The
threshold was chosen on ``duplicate-pairs.csv``; ``duplicate-pairs-blind.csv`` was drawn and
labelled afterwards, without seeing a likeness.
"""

import csv
import sys
from pathlib import Path

import django
import numpy as np

from lingdang.suggestions.learning.features import Scale, counted
from lingdang.suggestions.sketch import PLACES, RAREST, meanings, rarest_first, sketched
from lingdang.suggestions.tables import moment_of, read_rows

LISTS = ("duplicate-pairs.csv", "duplicate-pairs-blind.csv")
_SURE = 1.96  # of a normal distribution: 95 %


def main(file):
    django.setup()
    rows = read_rows(file)
    texts = [f"{row['留言主题']}\u3000{row['留言详情']}" for row in rows]
    times = [moment_of(row["留言时间"]) for row in rows]
    scale = Scale.learned(counted(texts).words, at_least=2, most=10**9)
    for name in LISTS:
        judge(Path(__file__).with_name(name), texts, times, scale)


def judge(file, texts, times, scale):
    """The later message of each pair asks whether the earlier one is the same."""
    from lingdang.suggestions.queries.duplicates import is_same

    same, told, found = [], [], []
    for row in csv.DictReader(file.open()):
        pair = sorted((int(row["first"]) - 1, int(row["second"]) - 1), key=times.__getitem__)
        early, late = (sketched(texts[one], None, times[one], scale.worth) for one in pair)
        likeness = meanings(late.words, [early.words], scale.worth)[0]
        same.append(row["same"] == "1")
        found.append(is_asked_for(rarest_first(late.telling, scale.worth), early.telling))
        told.append(found[-1] and is_same(likeness, None))
    same, told, found = map(np.array, (same, told, found))
    print(f"{file.name}: {len(same)} pairs, {same.sum()} of them the same matter")
    print(f"  found by the index: {share(found[same])} of the same")
    print(f"  suggested: precision {share(same[told])}, recall {share(told[same])}")


def share(hits):
    """A share with Wilson's interval of 95 %."""
    count, part = len(hits), hits.mean()
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
