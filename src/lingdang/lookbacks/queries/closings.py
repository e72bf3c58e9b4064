"""What was closed, by whom: that which is drawn from. Nobody asks, so nothing restricted."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.utils import timezone

from lingdang.cases.public import Case, CaseQuerySet, State
from lingdang.lookbacks.days import DAY, moment, quarter_of
from lingdang.lookbacks.enums import DrawKind
from lingdang.lookbacks.models import Draw
from lingdang.lookbacks.queries.figures import town_of
from lingdang.people.public import Unit
from lingdang.places.public import tree


def closed_between(first: date, last: date) -> CaseQuerySet:
    """Whole matters that stand closed, by the day of their closing. A part follows its whole."""
    return (
        Case.objects.unrestricted()
        .whole()
        .filter(state=State.CLOSED, closed_at__gte=moment(first), closed_at__lt=moment(last + DAY))
    )


def teams() -> dict[int, str]:
    """The code of each unit: by it others can take a draw again."""
    return {pk: f"unit:{code}" for pk, code in Unit.objects.values_list("pk", "code")}


def team_of(codes: dict[int, str], unit_id: int | None, place_id: int) -> str:
    """Whose closing it counts as: the unit's; what grids settle themselves, their town's."""
    if unit_id is not None:
        return codes[unit_id]
    town_id = town_of(place_id)
    return f"place:{tree().node(town_id).code or town_id}" if town_id else "place:"


def closed_by_team(first: date, last: date, codes: dict[int, str]) -> Counter[str]:
    rows = closed_between(first, last).order_by().values_list("unit_id", "place_id")
    found: Counter[str] = Counter()
    for unit_id, place_id, many in rows.annotate(many=Count("pk")):
        found[team_of(codes, unit_id, place_id)] += many
    return found


def expected(day: date, wanted: Iterable[str], codes: dict[int, str]) -> dict[str, int]:
    """Of how many a false one is looked for: the quarter before, or this one if it is more."""
    first, _last = quarter_of(day)
    before = closed_by_team(*quarter_of(first - DAY), codes)
    so_far = closed_by_team(first, day, codes)
    return {team: max(before[team], so_far[team], 1) for team in wanted}


def lots(first: date, last: date) -> set[tuple[date, str]]:
    """Day and number of all that the odds alone drew."""
    draws = Draw.objects.filter(kind=DrawKind.DAILY, day__gte=first, day__lte=last)
    return {
        (day, case["number"])
        for day, frame in draws.values_list("day", "frame").iterator()
        for case in frame["cases"]
        if case["lot"]
    }


def closed_on(case: Case) -> date:
    return timezone.localtime(case.closed_at).date()
