"""Have we got it already? Cases near in place, time and meaning, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from itertools import batched
from operator import or_
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q
from django.utils import timezone

from lingdang.cases.public import OPEN, Case, CaseQuerySet
from lingdang.suggestions.models import Trace
from lingdang.suggestions.queries.joined import joined_counts
from lingdang.suggestions.queries.weights import word_weights
from lingdang.suggestions.sketch import (
    WINDOW,
    Sketch,
    Spot,
    Weigh,
    meanings,
    metres_between,
    sketched,
    spot_of,
)

_LOOKED_AT, _READ_AT_ONCE = 300, 12
_FAR, _NEAR = 600.0, 80.0  # metres
_SAME, _SAME_HERE, _SAME_SPOT = 0.33, 0.2, 0.08  # how much alike: nowhere known, near, on the spot


class _Kept(NamedTuple):
    """What is read of a trace, of which there are hundreds."""

    case_id: int
    words: Sequence[int]
    lng: float | None
    lat: float | None

    @property
    def spot(self) -> Spot | None:
        return spot_of(self.lng, self.lat)


@dataclass(frozen=True, slots=True)
class _Likely:
    case_id: int
    likeness: float
    metres: float | None

    @property
    def closeness(self) -> float:
        return self.likeness + (0 if self.metres is None else 0.5 * (1 - self.metres / _FAR))


@dataclass(frozen=True, slots=True)
class Duplicate:
    case: Case
    likeness: float
    metres: int | None
    joined: int  # how many have said “me too”


def find_duplicates(
    cases: CaseQuerySet,
    text: str,
    spot: Spot | None,
    *,
    at: datetime | None = None,
    beside: int | None = None,
    most: int = 3,
) -> list[Duplicate]:
    """Search ``cases``, which are those that the asker may see; ``beside`` is the case itself."""
    weigh = word_weights()
    sketch = sketched(text, spot, at or timezone.now(), weigh)
    traces = [one for one in _candidates(sketch, weigh) if one.case_id != beside]
    found: list[Duplicate] = []
    for some in batched(_likely(sketch, traces, weigh), _READ_AT_ONCE):
        found += _readable(cases, some, sketch.at)
        if len(found) >= most:
            break
    return _counted(found[:most])


def _likely(sketch: Sketch, traces: Sequence[_Kept], weigh: Weigh) -> list[_Likely]:
    """Which may be the same, the likeliest first, by their traces alone."""
    likeness = meanings(sketch.words, [trace.words for trace in traces], weigh)
    judged = [
        _Likely(trace.case_id, alike, _metres(sketch.spot, trace.spot))
        for trace, alike in zip(traces, likeness, strict=True)
    ]
    same = [one for one in judged if is_same(one.likeness, one.metres)]
    return sorted(same, key=lambda one: (-one.closeness, -one.case_id))


def _readable(cases: CaseQuerySet, some: Sequence[_Likely], at: datetime) -> list[Duplicate]:
    """Those of them that the asker may see, and that are not over for long."""
    still = Q(state__in=sorted(OPEN)) | Q(closed_at__gte=at - WINDOW)
    ids = [one.case_id for one in some]
    read = {case.pk: case for case in cases.filter(still, pk__in=ids, received_at__lte=at)}
    known = [(read[one.case_id], one) for one in some if one.case_id in read]
    return [
        Duplicate(case, one.likeness, None if one.metres is None else round(one.metres), 0)
        for case, one in known
        if _may_be(case, one.metres)
    ]


def is_same(likeness: float, metres: float | None) -> bool:
    """Near the same words need to be fewer; far apart it is another matter, whatever is said."""
    if metres is None:
        return likeness >= _SAME
    if metres > _FAR:
        return False
    return likeness >= (_SAME_SPOT if metres <= _NEAR else _SAME_HERE)


def _may_be(case: Case, metres: float | None) -> bool:
    """What is over may be there again only on the spot."""
    return case.is_open or metres is not None


def _metres(spot: Spot | None, other: Spot | None) -> float | None:
    return None if spot is None or other is None else metres_between(spot, other)


def _candidates(sketch: Sketch, weigh: Weigh) -> list[_Kept]:
    """What the indexes find, the newest first; sorted by a sum, so that they are asked first."""
    asked = [
        Q(keys=SearchQuery(wanted, config="simple", search_type="raw"), lng__isnull=nowhere)
        for nowhere, wanted in zip((False, True), sketch.wanted(weigh), strict=True)
        if wanted
    ]
    if not asked:
        return []
    kept = Trace.objects.filter(reduce(or_, asked)).order_by(F("case_id") * -1)
    return [_Kept(*row) for row in kept.values_list(*_Kept._fields)[:_LOOKED_AT]]


def _counted(found: Sequence[Duplicate]) -> list[Duplicate]:
    counts = joined_counts([one.case.pk for one in found])
    return [replace(one, joined=counts.get(one.case.pk, 0)) for one in found]
