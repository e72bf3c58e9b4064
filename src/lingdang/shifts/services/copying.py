"""A week's plan, copied from the week before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from lingdang.journal.public import record, record_all
from lingdang.kernel.actor import Actor
from lingdang.people.public import Holder
from lingdang.shifts.enums import Skip
from lingdang.shifts.errors import ShiftCollides
from lingdang.shifts.facts import ShiftPlanned, WeekCopied
from lingdang.shifts.models import Shift
from lingdang.shifts.policies import require_plan
from lingdang.shifts.queries.plan import anchor, lock_people, plan_of, shifts_at
from lingdang.shifts.roster import team_key
from lingdang.shifts.services.planning import identity, save_new, told
from lingdang.shifts.stations import Span, Station, day_of, midnight, monday_of

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A shift of the week before that has no copy, and why."""

    person_id: int
    where: Station
    starts_at: datetime  # where the copy would be
    ends_at: datetime
    why: Skip


@dataclass(frozen=True, slots=True)
class Copied:
    made: list[Shift]
    skipped: list[Skipped]


@transaction.atomic
def copy_week(*, where: Station, week: date, by: Actor) -> Copied:
    """Plan the week of a day as the week before it; what cannot be is left out and said.

    Copied again it changes nothing: every shift is there already.
    """
    require_plan(by, *anchor(where))
    monday = monday_of(week)
    before = Span(midnight(monday - _WEEK), midnight(monday))
    found = list(shifts_at(where).starting(before).order_by("person", "starts_at"))
    lock_people(shift.person_id for shift in found)
    posts = plan_of(by, where, monday).posts
    made: list[Shift] = []
    skipped: list[Skipped] = []
    for shift in map(_a_week_later, found):
        if why := _saved(shift, posts):
            skipped.append(Skipped(shift.person_id, shift.where, *shift.span, why))
        else:
            made.append(shift)
    record_all([told(ShiftPlanned, shift) for shift in made], by=by)
    if made:
        record(_told(where, monday, len(made), len(skipped)), by=by)
    return Copied(made, skipped)


def _a_week_later(shift: Shift) -> Shift:
    return Shift(
        person_id=shift.person_id,
        role=shift.role,
        place_id=shift.place_id,
        unit_id=shift.unit_id,
        kind=shift.kind,
        starts_at=shift.starts_at + _WEEK,
        ends_at=shift.ends_at + _WEEK,
        remark=shift.remark,
    )


def _saved(shift: Shift, posts: list[Holder]) -> Skip | None:
    """Save it, or say why not."""
    day = day_of(shift.starts_at)
    if not any(_holds(post, shift) and post.held_on(day) for post in posts):
        return Skip.NO_POST
    if Shift.objects.filter(**identity(shift)).exists():
        return Skip.THERE
    try:
        save_new(shift)
    except ShiftCollides:
        return Skip.COLLIDES
    return None


def _holds(post: Holder, shift: Shift) -> bool:
    return post.person_id == shift.person_id and team_key(post) == team_key(shift)


def _told(where: Station, monday: date, made: int, skipped: int) -> WeekCopied:
    return WeekCopied(
        at_place_id=where.place_id,
        unit_id=where.unit_id,
        monday=monday.isoformat(),
        made=made,
        skipped=skipped,
    )
