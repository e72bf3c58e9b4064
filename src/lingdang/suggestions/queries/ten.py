"""The ten matters: lists, how far each has come, and what people said before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.suggestions.enums import Quarter, TenState
from lingdang.suggestions.heat import heat_of
from lingdang.suggestions.models import HotCase, HotMatter, TenItem, TenList
from lingdang.suggestions.policies import may_keep_ten
from lingdang.suggestions.queries.hot import tellable, told_of

_MONTHS = 3
_NEWEST = ("-year", "-quarter", "place")


def confirmed_tens() -> QuerySet[TenList]:
    """What everybody may read, the newest first."""
    return TenList.objects.filter(state=TenState.CONFIRMED).order_by(*_NEWEST)


def tens_for(actor: Actor) -> QuerySet[TenList]:
    """Those confirmed, and drafts of places whose lists one keeps."""
    drafted = TenList.objects.filter(state=TenState.DRAFT).values_list("place_id", flat=True)
    own = [pk for pk in drafted if may_keep_ten(actor, pk)]
    wanted = Q(state=TenState.CONFIRMED) | Q(place__in=own)
    return TenList.objects.filter(wanted).order_by(*_NEWEST)


def ten_for(actor: Actor, ten_id: int) -> TenList:
    found = tens_for(actor).filter(pk=ten_id).first()
    if found is None:
        raise NotFound
    return found


def items_of(ten: TenList) -> list[TenItem]:
    """In their order, with unit and dates on the way."""
    return list(ten.items.order_by("rank").select_related("unit").prefetch_related("nodes"))


def days_within(year: int, quarter: str) -> tuple[date, date]:
    """The first day of a year or quarter, and the first after it."""
    if quarter == Quarter.YEAR:
        return date(year, 1, 1), date(year + 1, 1, 1)
    last = int(quarter) * _MONTHS
    ends = date(year + last // 12, last % 12 + 1, 1)
    return date(year, last - _MONTHS + 1, 1), ends


def hottest_of(path: str, year: int, quarter: str, most: int) -> list[HotMatter]:
    """The matters below a path that were hottest of a period, by what was told within it."""
    first, after = (_begins(day) for day in days_within(year, quarter))
    below = Q(path__gte=path, path__lt=f"{path[:-1]}0")
    matters = HotMatter.objects.filter(below, fused=None, first_at__lt=after, last_at__gte=first)
    known = matters.in_bulk()
    times: dict[int, list[datetime]] = {pk: [] for pk in known}
    for matter, told in told_of(known):
        if first <= told.at < after:
            times[matter].append(told.at)
    heat = {pk: heat_of(told, known[pk].joined) for pk, told in times.items() if told}
    return [known[pk] for pk in sorted(heat, key=lambda pk: (-heat[pk], pk))[:most]]


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def usual_unit(matter: HotMatter) -> int | None:
    """The unit that most of its cases were given to."""
    cases = Case.objects.filter(pk__in=HotCase.objects.filter(matter=matter).values("case"))
    given = cases.filter(unit__isnull=False).order_by().values_list("unit")
    counted = given.annotate(times=Count("pk")).order_by("-times", "unit")
    return next((unit for unit, _times in counted[:1]), None)


@dataclass(frozen=True, slots=True)
class Said:
    """How content those were who were called back: stars on the average, and how many said so."""

    stars: float
    people: int


@dataclass(frozen=True, slots=True)
class Contentment:
    before: Said | None
    after: Said | None


def contentment_of(ten: TenList, items: Sequence[TenItem]) -> dict[int, Contentment]:
    """What people said of each item, reported before its list was confirmed and since."""
    matters = {item.matter_id for item in items if item.matter_id}
    cut = ten.confirmed_at or timezone.now()
    before = _said(matters, Q(case__received_at__lt=cut))
    after = _said(matters, Q(case__received_at__gte=cut))
    return {
        item.pk: Contentment(before.get(item.matter_id or 0), after.get(item.matter_id or 0))
        for item in items
    }


def _said(matters: Iterable[int], when: Q) -> dict[int, Said]:
    rated = HotCase.objects.filter(when, matter__in=matters, case__rating__isnull=False)
    told = rated.filter(case__in=tellable().values("pk")).order_by().values_list("matter")
    counted = told.annotate(stars=Avg(F("case__rating")), people=Count("pk"))
    return {matter: Said(round(stars, 1), people) for matter, stars, people in counted}
