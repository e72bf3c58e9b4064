"""Who is on duty at a moment: asked by the bell, by messages, by dispatching."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from lingdang.people.public import TeamMember, team_of
from lingdang.places.public import tree
from lingdang.shifts.models import Shift
from lingdang.shifts.roster import Roster
from lingdang.shifts.stations import Span, day_of, midnight

_AHEAD = timedelta(days=2)  # today and tomorrow: who is next


def roster_at(
    at: datetime, *, place_ids: Iterable[int] | None = None, unit_id: int | None = None
) -> Roster:
    """Load the plan around a moment; one statement."""
    first = midnight(day_of(at))
    found = Shift.objects.within(Span(first, first + _AHEAD)).held()
    if place_ids is not None:
        found = found.filter(place__in=list(place_ids))
    if unit_id is not None:
        found = found.filter(unit=unit_id)
    return Roster(found.order_by("starts_at"))


def grid_team(place_id: int, at: datetime | None = None) -> list[TeamMember]:
    """Who serves a place, those on duty first within each level; two statements."""
    now = at or timezone.localtime()
    nodes = tree(day_of(now)).ancestors(place_id) if place_id else []
    roster = roster_at(now, place_ids={place_id, *(node.id for node in nodes)})
    return team_of(place_id, on=day_of(now), on_duty=partial(roster.on_duty, at=now))
