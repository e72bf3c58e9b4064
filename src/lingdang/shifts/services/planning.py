"""One shift: planned, changed, removed."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record, record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text
from lingdang.people.public import Role, holders
from lingdang.shifts.enums import LONGEST, LONGEST_REMARK, PLACE_ROLES, UNIT_ROLES
from lingdang.shifts.errors import NotInPost, ShiftCollides
from lingdang.shifts.facts import ShiftChanged, ShiftEvent, ShiftPlanned, ShiftRemoved
from lingdang.shifts.models import Shift
from lingdang.shifts.policies import require_plan
from lingdang.shifts.queries.plan import anchor, lock_people, lock_shift
from lingdang.shifts.stations import Hours, Station, day_of


@transaction.atomic
def plan_shift(*, person_id: int, role: Role, where: Station, hours: Hours, by: Actor) -> Shift:
    """Plan somebody for a shift; the same one asked for again is the one that is there."""
    lock_people([person_id])
    require_plan(by, *anchor(where))
    shift = Shift(person_id=person_id, role=role, place_id=where.place_id, unit_id=where.unit_id)
    _fill(shift, hours)
    if same := Shift.objects.filter(**identity(shift)).first():
        return same
    save_new(shift)
    record(told(ShiftPlanned, shift), by=by)
    return shift


@transaction.atomic
def change_shift(*, shift_id: int, hours: Hours, by: Actor) -> Shift:
    """Give a shift other hours, another kind, another remark."""
    shift = lock_shift(shift_id)
    require_plan(by, *anchor(shift.where))
    before = (shift.kind, *shift.span, shift.remark)
    _fill(shift, hours)
    if before == (shift.kind, *shift.span, shift.remark):
        return shift
    try:
        with transaction.atomic():
            shift.save(update_fields=["kind", "starts_at", "ends_at", "remark"])
    except IntegrityError:
        raise ShiftCollides from None
    record(told(ShiftChanged, shift), by=by)
    return shift


@transaction.atomic
def remove_shift(*, shift_id: int, by: Actor) -> None:
    shift = lock_shift(shift_id)
    require_plan(by, *anchor(shift.where))
    _remove([shift], by)


@transaction.atomic
def clear_shifts(*, person_id: int, by: Actor) -> int:
    """Remove what somebody is planned for in posts that they do not hold on the day."""
    lock_people([person_id])
    found = list(Shift.objects.filter(person=person_id).unheld())
    _remove(found, by)
    return len(found)


def _remove(shifts: list[Shift], by: Actor) -> None:
    record_all([told(ShiftRemoved, shift) for shift in shifts], by=by)
    Shift.objects.filter(pk__in=[shift.pk for shift in shifts]).delete()


def _fill(shift: Shift, hours: Hours) -> None:
    """Check what was asked and whether the person holds the post on that day."""
    roles = UNIT_ROLES if shift.unit_id else PLACE_ROLES
    if shift.role not in roles:
        raise Incomplete({"role": _("Nobody works shifts there in this role.")})
    if hours.ends_at <= hours.starts_at:
        raise Incomplete({"ends_at": _("A shift ends after it starts.")})
    if hours.ends_at - hours.starts_at > LONGEST:
        raise Incomplete({"ends_at": _("A shift lasts 24 hours at most.")})
    shift.kind, shift.starts_at, shift.ends_at = hours.kind, hours.starts_at, hours.ends_at
    shift.remark = optional_text("remark", hours.remark, LONGEST_REMARK)
    held = holders(
        Role(shift.role),
        place_ids=None if shift.unit_id else [shift.place_id or 0],
        unit_id=shift.unit_id,
        on=day_of(hours.starts_at),
    )
    if shift.person_id not in {post.person_id for post in held}:
        raise NotInPost


def save_new(shift: Shift) -> None:
    try:
        with transaction.atomic():
            shift.save(force_insert=True)
    except IntegrityError:
        raise ShiftCollides from None


def identity(shift: Shift) -> dict[str, object]:
    """Name what makes two shifts one and the same."""
    columns = ("person_id", "role", "place_id", "unit_id", "kind", "starts_at", "ends_at")
    return {name: getattr(shift, name) for name in columns}


def told(event: type[ShiftEvent], shift: Shift) -> ShiftEvent:
    return event(
        shift_id=shift.pk,
        person_id=shift.person_id,
        role=shift.role,
        at_place_id=shift.place_id,
        unit_id=shift.unit_id,
        kind=shift.kind,
        starts_at=shift.starts_at.isoformat(),
        ends_at=shift.ends_at.isoformat(),
    )
