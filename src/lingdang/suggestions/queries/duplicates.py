"""Have we got it already? Cases near in place, time and meaning, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q
from django.utils import timezone

from lingdang.cases.public import OPEN, Case, CaseQuerySet
from lingdang.suggestions.models import Trace
from lingdang.suggestions.queries.joined import joined_counts
from lingdang.suggestions.queries.weights import word_weights
from lingdang.suggestions.sketch import WINDOW, Sketch, Spot, meanings, metres_between, sketched

_LOOKED_AT = 300
_FAR, _NEAR = 600.0, 80.0  # metres
_SAME, _SAME_HERE, _SAME_SPOT = 0.33, 0.2, 0.08  # how much alike: nowhere known, near, on the spot


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
    traces = {one.case_id: one.words for one in _candidates(sketch) if one.case_id != beside}
    if not traces:
        return []
    still = Q(state__in=sorted(OPEN)) | Q(closed_at__gte=sketch.at - WINDOW)
    found = list(cases.filter(still, pk__in=traces, received_at__lte=sketch.at))
    likeness = meanings(sketch.words, [traces[case.pk] for case in found], weigh)
    judged = [
        (_metres(sketch.spot, case), alike, case)
        for case, alike in zip(found, likeness, strict=True)
    ]
    alike = [one for one in judged if _may_be(one[2], one[0]) and is_same(one[1], one[0])]
    return _told(sorted(alike, key=lambda one: (-_closeness(*one[:2]), -one[2].pk))[:most])


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


def _closeness(metres: float | None, likeness: float) -> float:
    return likeness + (0 if metres is None else 0.5 * (1 - metres / _FAR))


def _metres(spot: Spot | None, case: Case) -> float | None:
    if spot is None or case.lng is None or case.lat is None:
        return None
    return metres_between(spot, Spot(case.lng, case.lat))


def _candidates(sketch: Sketch) -> list[Trace]:
    """What the index finds, the newest first; sorted by a sum, so that the index is asked first."""
    wanted = sketch.wanted()
    if not wanted:
        return []
    asked = SearchQuery(wanted, config="simple", search_type="raw")
    kept = Trace.objects.filter(keys=asked).only("case_id", "words")
    return list(kept.order_by(F("case_id") * -1)[:_LOOKED_AT])


def _told(found: Sequence[tuple[float | None, float, Case]]) -> list[Duplicate]:
    counts = joined_counts([case.pk for _, _, case in found])
    return [
        Duplicate(case, likeness, None if metres is None else round(metres), counts.get(case.pk, 0))
        for metres, likeness, case in found
    ]
