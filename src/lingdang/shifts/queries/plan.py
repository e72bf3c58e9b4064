"""The plan of a place or a unit over some days, as far as an actor may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Holder, Person, Unit, holders
from lingdang.places.public import PlaceNode, tree
from lingdang.shifts.enums import PLACE_ROLES, PLAN, SEE, UNIT_ROLES
from lingdang.shifts.models import Shift, ShiftQuerySet
from lingdang.shifts.policies import may_plan, require_see
from lingdang.shifts.roster import Roster, Team, team_key
from lingdang.shifts.stations import Span, Station, midnight

_DAY = timedelta(days=1)
_OFFERED = 400  # places that a list of choices can hold


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of one day in which nobody of a team is on duty."""

    where: Station
    role: str
    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """Days, the posts that are held on any of them, and the shifts that touch them."""

    where: Station
    days: list[date]
    posts: list[Holder]
    shifts: list[Shift]

    def teams(self) -> dict[Team, list[Holder]]:
        found: dict[Team, list[Holder]] = {}
        for post in self.posts:
            found.setdefault(team_key(post), []).append(post)
        return found

    def gaps(self) -> list[Gap]:
        """Find every team's hours without anybody, team by team."""
        roster = Roster(self.shifts)
        return [
            Gap(Station(place, unit), role, day, *span)
            for (place, unit, role), team in self.teams().items()
            for day in self.days
            if (held := [post for post in team if post.held_on(day)])
            for span in roster.gaps(held, day)
        ]


def plan_of(actor: Actor, where: Station, first: date, days: int = 7) -> Plan:
    """Read a place with all that lies in it, or a unit; two statements."""
    require_see(actor, *anchor(where))
    shown = [first + timedelta(days=number) for number in range(days)]
    span = Span(midnight(first), midnight(shown[-1] + _DAY))
    return Plan(
        where,
        shown,
        _posts_at(where, first, shown[-1]),
        list(shifts_at(where).within(span).held().order_by("starts_at", "id")),
    )


def _posts_at(where: Station, first: date, last: date) -> list[Holder]:
    """Who can be planned there, in the order of the tree: the place's own people first."""
    if where.unit_id:
        return holders(*UNIT_ROLES, unit_id=where.unit_id, on=first, until=last)
    order = {pk: number for number, pk in enumerate(_below(where))}
    found = holders(*PLACE_ROLES, place_ids=order, on=first, until=last)
    found.sort(
        key=lambda post: (order[post.place_id or 0], [*PLACE_ROLES].index(post.role))  # type: ignore[arg-type]
    )
    return found


def shifts_at(where: Station) -> ShiftQuerySet:
    """All shifts of a unit, or of a place with all that lies in it."""
    if where.unit_id:
        return Shift.objects.filter(unit=where.unit_id)
    return Shift.objects.filter(place__in=_below(where))


def _below(where: Station) -> list[int]:
    """The place, then each of those in it with what lies in that, as the tree has them."""
    places = tree()
    found, left = list[int](), [where.place_id or 0]
    while left:
        found.append(left.pop())
        left.extend(node.id for node in reversed(places.children(found[-1])))
    return found


def anchor(where: Station) -> tuple[str, int | None]:
    """What a policy asks: the path of the place, or the unit."""
    if (where.place_id is None) == (where.unit_id is None):
        raise NotFound  # neither or both: nowhere
    if where.place_id:
        return tree().node(where.place_id).path, None
    if not Unit.objects.filter(pk=where.unit_id or 0).exists():
        raise NotFound
    return "", where.unit_id


def may_plan_at(actor: Actor, where: Station) -> bool:
    return may_plan(actor, *anchor(where))


def shift_for(actor: Actor, shift_id: int) -> Shift:
    found = Shift.objects.filter(pk=shift_id).first()
    if found is None:
        raise NotFound
    require_see(actor, *anchor(found.where))
    return found


def lock_shift(shift_id: int) -> Shift:
    found = Shift.objects.select_for_update(no_key=True).filter(pk=shift_id).first()
    if found is None:
        raise NotFound
    return found


def lock_people(person_ids: Iterable[int]) -> None:
    """One planner of a person at a time: two who collide would wait for each other."""
    people = Person.objects.filter(pk__in=set(person_ids)).order_by("pk")
    list(people.select_for_update(no_key=True).values_list("pk"))


def coming_shifts(person_id: int, at: datetime) -> QuerySet[Shift]:
    """Someone's own shifts that have not ended, the next first."""
    return Shift.objects.filter(person=person_id, ends_at__gt=at).held().order_by("starts_at")


def stations_of(actor: Actor) -> list[Station]:
    """Where the actor reads a plan: units, then places from the top down."""
    reach = actor.reach(SEE) | actor.reach(PLAN)
    units = [Station(unit_id=pk) for pk in sorted(reach.units)]
    return units + [Station(place_id=node.id) for node in places_offered(reach)]


def places_offered(reach: Reach) -> list[PlaceNode]:
    """What lies in a reach; without the finest levels where that is too much to choose from."""
    found = [node for node in tree() if reach.covers_path(node.path)]
    while len(found) > _OFFERED:
        finest = max(node.depth for node in found)
        found = [node for node in found if node.depth < finest]
    return sorted(found, key=lambda node: node.path)
