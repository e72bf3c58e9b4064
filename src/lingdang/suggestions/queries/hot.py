"""Hot matters: what is told, and what each may read of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from lingdang.cases.public import Case, CaseQuerySet, State, cases_for
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.suggestions.enums import SEE
from lingdang.suggestions.models import HotCase, HotDay, HotMatter
from lingdang.suggestions.queries.joined import joined_counts
from lingdang.suggestions.sketch import Spot

_TOLD = (
    *("pk", "merged_into_id", "description", "address", "received_at", "lng", "lat"),
    *("path", "category_id"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a public case says, and in which case it goes on: itself, unless it was merged."""

    id: int
    leads_to: int
    text: str
    address: str
    at: datetime
    spot: Spot | None
    path: str
    category: str | None
    joined: int


def tellable() -> CaseQuerySet:
    """What may make a matter hot: public, and neither taken back nor refused nor a part."""
    told = Case.objects.public().filter(parent=None)
    return told.exclude(state__in=(State.WITHDRAWN, State.REFUSED))


def told_cases(since: datetime, until: datetime, most: int) -> list[Told]:
    """The newest of a stretch, and what they were merged into however old it is."""
    recent = tellable().filter(received_at__gte=since, received_at__lte=until)
    newest = list(recent.order_by("-received_at", "-pk").values_list(*_TOLD)[:most])
    leading = {row[1] for row in newest if row[1]} - {row[0] for row in newest}
    older = tellable().filter(pk__in=leading, merged_into=None).values_list(*_TOLD)
    return _told([*newest, *older])


def told_of(matters: Iterable[int]) -> Iterator[tuple[int, Told]]:
    """What the cases of some matters say, the earliest first."""
    of = dict(HotCase.objects.filter(matter__in=list(matters)).values_list("case_id", "matter_id"))
    rows = tellable().filter(pk__in=of).order_by("received_at", "pk").values_list(*_TOLD)
    return ((of[one.id], one) for one in _told(list(rows)))


def _told(rows: list[Any]) -> list[Told]:
    joined = joined_counts(row[0] for row in rows)
    return [
        Told(
            id=pk,
            leads_to=into or pk,
            text=text,
            address=address,
            at=at,
            spot=None if lng is None or lat is None else Spot(lng, lat),
            path=path,
            category=category,
            joined=joined.get(pk, 0),
        )
        for pk, into, text, address, at, lng, lat, path, category in rows
    ]


def hot_matters_for(actor: Actor) -> QuerySet[HotMatter]:
    """Those that lie wholly within one's reach; what lies partly elsewhere is for those above."""
    paths = actor.reach(SEE).paths
    found = HotMatter.objects.filter(fused=None)
    if "" in paths:
        return found
    nowhere = Q(pk__in=())
    return found.filter(reduce(or_, (_below(path) for path in sorted(paths)), nowhere))


def _below(path: str) -> Q:
    return Q(path__gte=path, path__lt=f"{path[:-1]}0")


def hot_matter_for(actor: Actor, matter_id: int) -> HotMatter:
    """One, or the one in which it went on."""
    into = HotMatter.objects.filter(pk=matter_id).values_list("fused", flat=True).first()
    found = hot_matters_for(actor).select_related("category").filter(pk=into or matter_id).first()
    if found is None:
        raise NotFound
    return found


def cases_of_matter(actor: Actor, matter: HotMatter) -> CaseQuerySet:
    """Its cases, as far as one may see them."""
    return cases_for(actor).filter(pk__in=HotCase.objects.filter(matter=matter).values("case"))


@dataclass(frozen=True, slots=True)
class Week:
    begins: datetime
    reports: int


def weeks_of(matter: HotMatter) -> list[Week]:
    """How many told of it in each week, the first to the last; none is a week too."""
    cases = tellable().filter(pk__in=HotCase.objects.filter(matter=matter).values("case"))
    counted = dict(
        cases.annotate(week=TruncWeek("received_at"))
        .order_by("week")
        .values_list("week")
        .annotate(Count("pk"))
    )
    found, week = [], min(counted, default=None)
    while week is not None and week <= max(counted):
        found.append(Week(week, counted.get(week, 0)))
        week += timedelta(days=7)
    return found


def days_of(matter: HotMatter) -> QuerySet[HotDay]:
    """How hot it was, day by day."""
    return HotDay.objects.filter(matter=matter).order_by("on")
