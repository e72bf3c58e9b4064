"""What a list or a figure asks for, the same for pages and programs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lingdang.cases.public import CaseQuerySet, cases_for
from lingdang.cases.public import State as CaseState
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import DAY, moment
from lingdang.places.public import tree
from lingdang.rebounds.enums import Standing, State
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.queries.rows import lapsed, standing


@dataclass(frozen=True, slots=True)
class Wanted:
    """``since`` and ``until`` are days of closing; a ``unit`` of 0 is what grids settled.

    ``place`` is where it was closed and what lies in it, ``spot_at`` exactly where it came back.
    ``within``: so many days after it was closed. ``once``: one row of each closing that came back.
    """

    state: str = ""
    unit: int | None = None
    place: int | None = None
    spot_at: int | None = None
    category: str = ""
    within: int | None = None
    since: date | None = None
    until: date | None = None
    once: bool = False


def narrowed(found: QuerySet[Rebound], wanted: Wanted) -> QuerySet[Rebound]:
    exact = {
        "category": wanted.category,
        "unit": wanted.unit,
        "place": wanted.spot_at,
        "days__lte": wanted.within,
    }
    found = found.filter(**_given(exact), **_closed(wanted), **_under(wanted, "earlier__path"))
    if wanted.unit == 0:
        found = found.filter(unit=None)
    if wanted.state == Standing.LAPSED:
        found = lapsed(found)
    elif wanted.state:
        found = standing(found).filter(state=wanted.state)
    return found.filter(~Exists(_before(found))) if wanted.once else found


def _before(found: QuerySet[Rebound]) -> QuerySet[Rebound]:
    same = {"earlier": OuterRef("earlier"), "closed_at": OuterRef("closed_at")}
    return found.filter(**same, pk__lt=OuterRef("pk")).select_related(None)


def closings(actor: Actor, wanted: Wanted) -> CaseQuerySet:
    """Closed cases of the kind that can come back; ``came_back`` says which did."""
    exact = {"category": wanted.category, "unit": wanted.unit}
    closed = cases_for(actor).whole().filter(state=CaseState.CLOSED, procedure=None)
    closed = closed.filter(**_given(exact), **_closed(wanted), **_under(wanted, "path"))
    if wanted.unit == 0:
        closed = closed.filter(unit=None)
    again = standing(Rebound.objects.filter(earlier=OuterRef("pk"), state=State.COUNTED))
    if wanted.within:
        again = again.filter(days__lte=wanted.within)
    return closed.annotate(came_back=Exists(again))


def _given(exact: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in exact.items() if value}


def _closed(wanted: Wanted) -> dict[str, Any]:
    first, last = wanted.since, wanted.until
    return _given(
        {
            "closed_at__gte": first and moment(first),
            "closed_at__lt": last and moment(last + DAY),
        }
    )


def _under(wanted: Wanted, column: str) -> dict[str, Any]:
    places = tree()
    if not wanted.place or wanted.place not in places:
        return {}
    path = places.node(wanted.place).path
    return {f"{column}__gte": path, f"{column}__lt": f"{path[:-1]}0"}
