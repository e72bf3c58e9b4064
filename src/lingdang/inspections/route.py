"""In which order points are walked: the nearest one next, then crossings taken out (2-opt)."""

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

type Spot = tuple[float, float]  # longitude, latitude

_EARTH = 6_371_000
_ROUNDS = 20  # 2-opt ends far sooner; a bound for what is not a plane
_MOST = 200  # beyond that the nearest one next is good enough


def metres(one: Spot, other: Spot) -> float:
    lng, lat = radians(other[0] - one[0]), radians(other[1] - one[1])
    part = sin(lat / 2) ** 2 + cos(radians(one[1])) * cos(radians(other[1])) * sin(lng / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, part)))


def walked(spots: Sequence[Spot]) -> list[int]:
    """The indexes of spots in walking order, from the westernmost one on; an open way."""
    if not spots:
        return []
    way = _nearest_next(spots)
    return _untangled(spots, way) if len(way) <= _MOST else way


def length(spots: Sequence[Spot], way: Sequence[int]) -> float:
    return sum(metres(spots[a], spots[b]) for a, b in pairwise(way))


def _nearest_next(spots: Sequence[Spot]) -> list[int]:
    start = min(range(len(spots)), key=lambda at: (spots[at], at))
    way, left = [start], set(range(len(spots))) - {start}
    while left:
        here = spots[way[-1]]
        way.append(min(left, key=lambda at: (metres(here, spots[at]), at)))
        left.remove(way[-1])
    return way


def _untangled(spots: Sequence[Spot], way: list[int]) -> list[int]:
    for _round in range(_ROUNDS):
        if not _shorten(spots, way):
            break
    return way


def _shorten(spots: Sequence[Spot], way: list[int]) -> bool:
    """Turn round every stretch that is shorter the other way; say whether there was one."""
    better = False
    for start in range(1, len(way) - 1):
        for end in range(start + 1, len(way)):
            a, b, c = way[start - 1], way[start], way[end]
            d = way[end + 1] if end + 1 < len(way) else None
            now = metres(spots[a], spots[b]) + (metres(spots[c], spots[d]) if d is not None else 0)
            then = metres(spots[a], spots[c]) + (metres(spots[b], spots[d]) if d is not None else 0)
            if then < now - 1e-6:
                way[start : end + 1] = reversed(way[start : end + 1])
                better = True
    return better
