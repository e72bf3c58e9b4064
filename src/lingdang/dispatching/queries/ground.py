"""What rules are asked about, and where they lead, read from the rooms below."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.dispatching.enums import DUTY_ROLES
from lingdang.dispatching.judging import Ground, Matter, upwards
from lingdang.people.public import Holder, Unit, holders
from lingdang.places.public import calendar, tree
from lingdang.shifts.public import roster_at
from lingdang.standards.public import Category, Kind, handbook

_MOMENT = timedelta(minutes=1)

type Categories = Mapping[str, Category]
type _Units = dict[int, tuple[int, str]]
type _Posts = dict[int, list[Holder]]


def ground_of(path: str, moment: datetime) -> Ground:
    """The ground under one case at a moment; three statements."""
    above = upwards(path)
    units, posts = _ground(holders(*DUTY_ROLES, place_ids=above))
    return Ground(units, posts, at=moment, roster=roster_at(moment, place_ids=above))


def whole_ground() -> Ground:
    """The ground of today under all cases, at whatever hour; two statements."""
    return Ground(*_ground(holders(*DUTY_ROLES)))


def _ground(posts: list[Holder]) -> tuple[_Units, _Posts]:
    today = Unit.objects.on(timezone.localdate()).order_by("path")
    by_place: defaultdict[int, list[Holder]] = defaultdict(list)
    for post in posts:
        by_place[post.place_id or 0].append(post)
    units = {pk: (place, kind) for pk, place, kind in today.values_list("pk", "place", "kind")}
    return units, dict(by_place)


def categories_above(code: str | None, known: Categories) -> tuple[str, ...]:
    """The category itself and all above it, the nearest first."""
    chain: list[str] = []
    while code and code in known and code not in chain:
        chain.append(code)
        code = known[code].parent_id
    return tuple(chain)


def known_categories() -> dict[str, Category]:
    return {category.pk: category for category in Category.objects.all()}


def is_working(moment: datetime) -> bool:
    """Whether the working clock runs: a minute from now, a minute of it has passed."""
    return calendar().between(moment, moment + _MOMENT) == _MOMENT


def street_classes_at(path: str, day: date) -> frozenset[str]:
    """What a place counts as by every scheme: its own class, or that of the nearest above."""
    return frozenset(one.key for one in handbook().classes(path, day).values())


def matter_of(case: Case, moment: datetime, *, taken_from: int | None = None) -> Matter:
    known = known_categories() if case.category_id else {}
    category = known.get(case.category_id or "")
    return Matter(
        categories=categories_above(case.category_id, known),
        kind=category.kind if category else Kind.MATTER.value,
        urgent=bool(category and category.urgent),
        path=case.path,
        street_classes=street_classes_at(case.path, timezone.localdate(moment)),
        level=tree().node(case.place_id).level,
        source=case.source,
        text=f"{case.description}\n{case.address}",
        moment=timezone.localtime(moment),
        working=is_working(moment),
        filed=case.state != State.RECEIVED,
        taken_from=taken_from,
    )
