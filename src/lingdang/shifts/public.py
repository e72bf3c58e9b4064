"""The door to shifts: who is planned to be on duty, who is, and where nobody would be.

More than 20 names: the plan has three faces, and every room above asks who is on duty.
"""

from lingdang.shifts.enums import HOURS, LONGEST_PLAN, ROLES, Kind
from lingdang.shifts.models import Shift
from lingdang.shifts.queries.duty import grid_team, roster_at
from lingdang.shifts.queries.now import OnDuty, on_duty_at
from lingdang.shifts.queries.plan import (
    Gap,
    Plan,
    coming_shifts,
    may_plan_at,
    places_offered,
    plan_of,
    shift_for,
    stations_of,
)
from lingdang.shifts.roster import Roster
from lingdang.shifts.services import Copied, change_shift, copy_week, plan_shift, remove_shift
from lingdang.shifts.stations import Hours, Span, Station, day_of, midnight, monday_of

__all__ = [
    "HOURS",
    "LONGEST_PLAN",
    "ROLES",
    "Copied",
    "Gap",
    "Hours",
    "Kind",
    "OnDuty",
    "Plan",
    "Roster",
    "Shift",
    "Span",
    "Station",
    "change_shift",
    "coming_shifts",
    "copy_week",
    "day_of",
    "grid_team",
    "may_plan_at",
    "midnight",
    "monday_of",
    "on_duty_at",
    "places_offered",
    "plan_of",
    "plan_shift",
    "remove_shift",
    "roster_at",
    "shift_for",
    "stations_of",
]
