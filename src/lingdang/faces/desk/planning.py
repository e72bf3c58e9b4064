"""What the desk shows of shifts: a week as teams, people and days; gaps; who is on duty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lingdang.faces.desk import names
from lingdang.faces.desk.states import Badge
from lingdang.people.public import Holder, PersonCard, Role, cards
from lingdang.shifts.public import Gap, Kind, OnDuty, Plan, Shift, Station, day_of, midnight

COLOURS = {Kind.DAY: "amber", Kind.NIGHT: "blue", Kind.STAGGERED: "purple"}
_HOUR = 3600
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Entry:
    """One shift in a cell: ``夜班 20:00–08:00``."""

    shift: Shift
    badge: Badge
    hours: str


@dataclass(frozen=True, slots=True)
class Cell:
    day: date
    entries: list[Entry]
    held: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A person's week."""

    key: str  # the post, as a form names it
    name: str
    phone: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Crew:
    """Those of one role at one place; for each day the hours that nobody covers."""

    where: str
    role: str
    gaps: list[list[str]]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class GapRow:
    where: str
    role: str
    day: date
    hours: str
    length: float  # hours


@dataclass(frozen=True, slots=True)
class DutyRow:
    at: str
    person_id: int
    where: str
    role: str
    name: str
    phone: str
    until: datetime | None


def short_name(where: Station) -> str:
    """By its own name alone: the plan says of what it is."""
    if where.unit_id:
        return names.unit_name(where.unit_id)
    return names.place_name(where.place_id, shown=1)


def crews_of(plan: Plan, words: str = "", role: str = "") -> list[Crew]:
    """Lay a plan out, as far as it fits what is looked for."""
    people = cards(post.person_id for post in plan.posts)
    gaps = _gaps_by_team(plan.gaps())
    found = []
    for (place, unit, its), team in plan.teams().items():
        where = Station(place, unit)
        shown = short_name(where)
        fitting = [post for post in team if _fits(words, shown, people.get(post.person_id))]
        if (role and its != role) or not fitting:
            continue
        missing = [gaps.get((where, its, day), []) for day in plan.days]
        lines = [_line(plan, post, people[post.person_id]) for post in _once(fitting)]
        found.append(Crew(shown, str(Role(its).label), missing, lines))
    return found


def _once(posts: list[Holder]) -> list[Holder]:
    return list({post.person_id: post for post in posts}.values())


def _line(plan: Plan, post: Holder, card: PersonCard) -> Line:
    where = Station(post.place_id, post.unit_id)
    mine = [
        shift
        for shift in plan.shifts
        if (shift.person_id, shift.role, shift.where) == (post.person_id, post.role, where)
    ]
    cells = [
        Cell(
            day,
            [entry_of(shift) for shift in mine if day_of(shift.starts_at) == day],
            held=post.held_on(day),
        )
        for day in plan.days
    ]
    return Line(post_key(post), card.display, card.phone, cells)


def entry_of(shift: Shift) -> Entry:
    kind = Kind(shift.kind)
    return Entry(shift, Badge(str(kind.label), COLOURS[kind]), clocks(*shift.span))


def post_key(post: Holder) -> str:
    return f"{post.person_id}~{post.role}~{Station(post.place_id, post.unit_id)}"


def clocks(starts: datetime, ends: datetime) -> str:
    """``20:00–08:00``; the end of a day is 24:00."""
    first, last = timezone.localtime(starts), timezone.localtime(ends)
    closing = f"{last:%H:%M}"
    ends_day = ends == midnight(last.date())
    return f"{first:%H:%M}–{'24:00' if ends_day else closing}"


def _gaps_by_team(gaps: Iterable[Gap]) -> dict[tuple[Station, str, date], list[str]]:
    found: dict[tuple[Station, str, date], list[str]] = {}
    for gap in gaps:
        key = (gap.where, gap.role, gap.day)
        found.setdefault(key, []).append(clocks(gap.starts_at, gap.ends_at))
    return found


def _fits(words: str, where: str, card: PersonCard | None) -> bool:
    return card is not None and (words in where or words in card.display)


def gap_rows(plan: Plan, words: str = "", role: str = "", sort: str = "") -> list[GapRow]:
    rows = [_gap_row(gap) for gap in plan.gaps() if not role or gap.role == role]
    found = [row for row in rows if words in row.where]
    if sort == "long":
        return sorted(found, key=lambda row: -row.length)
    return sorted(found, key=lambda row: (row.day, row.where))


def _gap_row(gap: Gap) -> GapRow:
    return GapRow(
        short_name(gap.where),
        str(Role(gap.role).label),
        gap.day,
        clocks(gap.starts_at, gap.ends_at),
        (gap.ends_at - gap.starts_at).total_seconds() / _HOUR,
    )


def duty_rows(found: list[OnDuty], words: str = "", role: str = "") -> list[DutyRow]:
    people = cards(one.post.person_id for one in found)
    return [
        DutyRow(
            str(one.where),
            one.post.person_id,
            where,
            str(Role(one.post.role).label),
            card.display,
            card.phone,
            one.until,
        )
        for one in found
        if (card := people.get(one.post.person_id))
        and _fits(words, where := short_name(one.where), card)
        and (not role or one.post.role == role)
    ]


def sheet_of(crews: list[Crew]) -> Iterator[list[object]]:
    """One line a person, one column a day."""
    for crew in crews:
        for line in crew.lines:
            cells = ["; ".join(_told(entry) for entry in cell.entries) for cell in line.cells]
            yield [crew.where, crew.role, line.name, *cells]


def _told(entry: Entry) -> str:
    return " ".join(part for part in (entry.badge.word, entry.hours, entry.shift.remark) if part)


def weeks_beside(monday: date) -> tuple[date, date]:
    return monday - _WEEK, monday + _WEEK
