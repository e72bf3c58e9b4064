"""Which closed cases are looked at again, and when: the same everywhere, from the seed.

Rule ``sha256/1``: the chance of a case is the first 64 bits of the SHA-256 of ``seed|number`` in
UTF-8, as a share of 2^64; it is drawn when that lies below the odds of its unit. The delay is
chosen in the same way from ``seed|number|days``. The odds do not depend on the day, so that no
day is safer than another; the seed is made when the cases of the day are closed.

Those drawn by the odds alone are the *lot*. Doubts only add to it: a case of weak photographs is
always looked at, one with nothing to judge has a second chance. When a quarter ends, a unit whose
lot is smaller than ``needed`` is topped up from the rest, by the smallest chance; so what is
claimed of the lot holds however many cases it closed. Why: docs/look-back.md.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from math import ceil, comb

RULE = "sha256/1"
SHARE, PROMISED = 0.05, 0.95  # of false ones that is to be noticed, and how surely at least
CATCH = 0.97  # how surely it is drawn for: the promise holds with room
DELAYS = (7, 30, 90)
STRONG, FAIR, WEAK = "strong", "fair", "weak"
_WHOLE = 2**64


def chance(seed: str, key: str) -> float:
    return int.from_bytes(sha256(f"{seed}|{key}".encode()).digest()[:8]) / _WHOLE


def delay(seed: str, number: str) -> int:
    return DELAYS[int(chance(seed, f"{number}|days") * len(DELAYS))]


def false_among(closed: int, share: float = SHARE) -> int:
    """How many false ones are to be noticed among so many; one always is."""
    return max(1, ceil(share * closed))


def odds(closed: int, share: float = SHARE, catch: float = CATCH) -> float:
    """By which one of so many false ones is drawn as surely as wanted."""
    return 1.0 - float((1 - catch) ** (1 / false_among(closed, share)))


@cache
def needed(closed: int, share: float = SHARE, catch: float = CATCH) -> int:
    """The fewest of so many, drawn without putting back, that miss all false ones seldom enough."""
    false = false_among(closed, share)
    if closed < false:
        return closed
    whole, low, high = comb(closed, false), 0, closed
    while low < high:
        middle = (low + high) // 2
        if comb(closed - middle, false) / whole <= 1 - catch:
            high = middle
        else:
            low = middle + 1
    return low


def is_drawn(luck: float, likely: float, trust: str) -> bool:
    if trust == WEAK:
        return True
    return luck < (1 - (1 - likely) ** 2 if trust == FAIR else likely)


def topped_up(seed: str, numbers: Mapping[str, bool], wanted: int) -> set[str]:
    """What completes a unit's lot; ``numbers`` says of each of its cases whether it is in it."""
    missing = wanted - sum(numbers.values())
    if missing <= 0:
        return set()
    rest = (it for it, lot in numbers.items() if not lot)
    return set(sorted(rest, key=lambda it: chance(seed, it))[:missing])


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """Between which shares the true one lies, 95 times in a hundred."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, z * z / of
    middle = (share + square / 2) / (1 + square)
    half = z * ((share * (1 - share) + square / 4) / of) ** 0.5 / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
