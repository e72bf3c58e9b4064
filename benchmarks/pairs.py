"""Draw pairs of messages to be labelled without seeing how alike the product finds them.

``python -m benchmarks.pairs MESSAGES.xlsx SEED`` (with ``DJANGO_SETTINGS_MODULE``) prints pairs at
most 90 days apart with both texts: 54 from each of six strata of likeness, shuffled; none that a
list holds already. Whoever labels writes ``same`` for each number, and only then looks further.
"""

import csv
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import django
import numpy as np

from lingdang.suggestions.learning.features import Scale, counted
from lingdang.suggestions.sketch import WINDOW, meanings, sketched
from lingdang.suggestions.tables import moment_of, read_rows

BLIND = "duplicate-pairs-blind.csv"
LISTS = ("duplicate-pairs.csv", BLIND)
STRATA = (0.05, 0.15, 0.25, 0.33, 0.45, 0.6)  # from here to the next
EACH, SHOWN = 54, 200


@dataclass(frozen=True)
class Messages:
    texts: list
    times: list
    scale: Scale

    @classmethod
    def read(cls, file):
        rows = read_rows(file)
        texts = [f"{row['留言主题']}\u3000{row['留言详情']}" for row in rows]
        times = [moment_of(row["留言时间"]) for row in rows]
        scale = Scale.learned(counted(texts).words, at_least=2, most=10**9)
        return cls(texts, times, scale)

    def sketch(self, row):
        return sketched(self.texts[row], None, self.times[row], self.scale.worth)

    def strata(self):
        """The pairs of each stratum, by the rows from 0."""
        sketches = [self.sketch(row) for row in range(len(self.texts))]
        found, told = [[] for _ in STRATA], defaultdict(list)
        for row, sketch in enumerate(sketches):
            others = sorted({other for word in sketch.words for other in told[word]})
            near = [one for one in others if abs(sketches[one].at - sketch.at) <= WINDOW]
            words = [sketches[one].words for one in near]
            alike = meanings(sketch.words, words, self.scale.worth)
            for one, likeness in zip(near, alike, strict=True):
                if likeness >= STRATA[0]:
                    found[stratum(likeness)].append((one, row))
            for word in sketch.words:
                told[word].append(row)
        return found


def stratum(likeness):
    return int(np.searchsorted(STRATA, likeness, side="right")) - 1


def listed(name):
    """Rows of a list by their numbers from 0, the lower first, and whether they are the same."""
    for row in csv.DictReader(Path(__file__).with_name(name).open()):
        first, second = sorted((int(row["first"]) - 1, int(row["second"]) - 1))
        yield (first, second), row["same"] == "1"


def main(file, seed):
    django.setup()
    messages, chance = Messages.read(file), random.Random(seed)
    known = {pair for name in LISTS for pair, _same in listed(name)}
    drawn = []
    for pairs in messages.strata():
        drawn += chance.sample([pair for pair in pairs if pair not in known], EACH)
    chance.shuffle(drawn)
    for pair in drawn:
        print(",".join(str(row + 1) for row in pair), "")
        for row in pair:
            text = " ".join(messages.texts[row].split())
            print(f"  {messages.times[row]:%Y-%m-%d} {text[:SHOWN]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
