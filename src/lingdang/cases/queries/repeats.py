"""Which closed case comes back in a new one: the same category at the same place within days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, hypot, radians

from django.conf import settings
from django.db.models import Exists, OuterRef

from lingdang.cases.enums import Spot, State
from lingdang.cases.models import Case, CaseQuerySet
from lingdang.cases.queries.kin import METRE, near_in_place
from lingdang.places.public import tree

_GRID = "grid"
_NEAR_METRES = 50
_COMPARED = 200  # of those in the square around it: a place that is worse needs no nearest one


@dataclass(frozen=True, slots=True)
class Earlier:
    case: Case
    spot: Spot
    metres: int | None = None  # between the two, when both have a position


def earlier_same(case: Case) -> Earlier | None:
    """What this case repeats: the nearest in place, then in time. Nobody asks: none restricted.

    An errand or a visit done for one is not done badly when another asks: ordinary cases alone.
    """
    if case.category_id is None or case.parent_id or case.procedure_id:
        return None
    return _here(case) or _there(case)


def that_may_repeat(cases: CaseQuerySet) -> CaseQuerySet:
    """Narrow many by one statement; what each of them repeats, ``earlier_same`` says."""
    around = 2 * _NEAR_METRES * METRE
    before = _closed(OuterRef("category"), OuterRef("received_at"), OuterRef("pk"))
    near = {
        f"{axis}__{side}": OuterRef(axis) + way * around
        for axis in ("lng", "lat")
        for side, way in (("gte", -1), ("lte", 1))
    }
    there = before.filter(origin_place=OuterRef("origin_place"), address=OuterRef("address"))
    near_by = Exists(before.filter(**near)) | Exists(there)
    return cases.filter(near_by, procedure=None)


def _closed_before(case: Case) -> CaseQuerySet:
    found = _closed(case.category_id, case.received_at, case.pk)
    return found.order_by("-closed_at", "-pk")


def _closed(
    category: str | OuterRef | None, came: datetime | OuterRef, own: int | OuterRef
) -> CaseQuerySet:
    """Of a category, not long before a moment; each a value, or a reference to one."""
    days = timedelta(days=settings.CASE_REPEAT_DAYS)
    closed = Case.objects.filter(state=State.CLOSED, procedure=None, parent=None)
    recent = closed.filter(closed_at__gte=came - days, closed_at__lte=came)
    return recent.filter(category=category).exclude(pk=own)


def _here(case: Case) -> Earlier | None:
    square = near_in_place(case, _NEAR_METRES)
    if case.lng is None or square is None:
        return None
    found = [
        Earlier(it, Spot.HERE, _metres(case, it))
        for it in _closed_before(case).filter(square)[:_COMPARED]
    ]
    near = [it for it in found if it.metres is not None and it.metres <= _NEAR_METRES]
    return min(near, key=lambda it: it.metres or 0, default=None)  # the latest of the nearest


def _metres(one: Case, other: Case) -> int | None:
    if one.lng is None or one.lat is None or other.lng is None or other.lat is None:
        return None
    east = (one.lng - other.lng) * cos(radians(one.lat))
    return round(hypot(east, one.lat - other.lat) / METRE)


def _there(case: Case) -> Earlier | None:
    """Where one of the two has no position: in the same grid, at the same words of address."""
    if not case.address and not _in_a_grid(case):
        return None
    same = _closed_before(case).filter(origin_place=case.origin_place_id, address=case.address)
    found = (same.filter(lng=None) if case.lng is not None else same).first()
    spot = Spot.ADDRESS if case.address else Spot.GRID
    return Earlier(found, spot) if found else None


def _in_a_grid(case: Case) -> bool:
    """What nobody could locate stands with a town or the whole district: that is no place."""
    places, began = tree(), case.origin_place_id
    known = [*places.ancestors(began), places.node(began)] if began in places else []
    return any(node.level == _GRID for node in known)
