"""What a list or a figure asks for, the same for pages and programs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from lingdang.lookbacks.days import DAY, moment
from lingdang.lookbacks.models import LookBack
from lingdang.lookbacks.queries.looks import coming, due, overdue
from lingdang.places.public import tree


class When(StrEnum):
    DUE = "due"
    OVERDUE = "overdue"
    COMING = "coming"


_WHEN = {When.DUE: due, When.OVERDUE: overdue, When.COMING: coming}


@dataclass(frozen=True, slots=True)
class Wanted:
    """``since`` and ``until`` are days of closing; a ``unit`` of 0 is what grids settle."""

    state: str = ""
    why: str = ""
    when: str = ""
    unit: int | None = None
    place: int | None = None
    category: str = ""
    draw: int | None = None
    since: date | None = None
    until: date | None = None


def narrowed(found: QuerySet[LookBack], wanted: Wanted) -> QuerySet[LookBack]:
    exact = {
        "state": wanted.state,
        "why": wanted.why,
        "case__category": wanted.category,
        "draw": wanted.draw,
        "unit": wanted.unit,
        "closed_at__gte": wanted.since and moment(wanted.since),
        "closed_at__lt": wanted.until and moment(wanted.until + DAY),
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.unit == 0:
        found = found.filter(unit=None)
    if wanted.when:
        found = _WHEN[When(wanted.when)](found, timezone.localdate())
    places = tree()
    if wanted.place and wanted.place in places:
        path = places.node(wanted.place).path
        found = found.filter(case__path__gte=path, case__path__lt=f"{path[:-1]}0")
    return found
