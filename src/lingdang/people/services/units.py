"""The tree of units."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.people.enums import Duty, UnitKind
from lingdang.people.errors import (
    NameMissing,
    UnitCodeTaken,
    UnitDatesWrong,
    UnitInsideItself,
    UnitInUse,
)
from lingdang.people.facts import UnitCreated, UnitDissolved, UnitMoved, UnitRenamed
from lingdang.people.models import Post, Unit
from lingdang.people.policies import require
from lingdang.people.queries.units import anchor_of, lock_unit_tree, next_unit_ids, unit_by_id
from lingdang.places.public import tree


@transaction.atomic
def create_unit(
    *,
    code: str,
    name: str,
    kind: UnitKind,
    from_: date,
    by: Actor,
    parent_id: int | None = None,
    place_id: int | None = None,
) -> Unit:
    """Found a unit below another, or at the top; without a place it belongs to the root."""
    lock_unit_tree()
    parent = unit_by_id(parent_id) if parent_id else None
    place_id = place_id or (parent.place_id if parent else tree().root().id)
    require(by, Duty.MANAGE_UNIT, anchor_of(place_id, None))
    if not (name.strip() and code.strip()):
        raise NameMissing
    if Unit.objects.filter(code=code.strip()).exists():
        raise UnitCodeTaken(code=code)
    (pk,) = next_unit_ids(1)
    unit = Unit(pk=pk, code=code.strip(), name=name.strip(), kind=kind, parent=parent)
    unit.path, unit.place_id = f"{parent.path if parent else '/'}{pk}/", place_id
    unit.valid = DateRange(from_, None)
    unit.save(force_insert=True)
    record(UnitCreated(unit_id=pk, code=unit.code, parent_id=parent_id), by=by)
    return unit


@transaction.atomic
def move_unit(*, unit_id: int, parent_id: int | None, by: Actor) -> Unit:
    """Hang a unit, and all below it, under another."""
    lock_unit_tree()
    unit = unit_by_id(unit_id)
    parent = unit_by_id(parent_id) if parent_id else None
    anchors = [anchor_of(None, item) for item in (unit, parent) if item]
    require(by, Duty.MANAGE_UNIT, *anchors)
    if parent and parent.path.startswith(unit.path):
        raise UnitInsideItself
    before, old = unit.parent_id, unit.path
    unit.parent = parent
    unit.save(update_fields=["parent"])
    new = f"{parent.path if parent else '/'}{unit.pk}/"
    Unit.objects.below([old]).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    unit.path = new
    record(UnitMoved(unit_id=unit.pk, from_id=before, to_id=parent_id), by=by)
    return unit


@transaction.atomic
def rename_unit(*, unit_id: int, name: str, by: Actor) -> Unit:
    lock_unit_tree()
    unit = unit_by_id(unit_id)
    require(by, Duty.MANAGE_UNIT, anchor_of(None, unit))
    if not name.strip():
        raise NameMissing
    before, unit.name = unit.name, name.strip()
    unit.save(update_fields=["name"])
    record(UnitRenamed(unit_id=unit.pk, before=before, after=unit.name), by=by)
    return unit


@transaction.atomic
def dissolve_unit(*, unit_id: int, on: date, by: Actor) -> Unit:
    """End a unit that has nothing and nobody left on that day."""
    lock_unit_tree()
    unit = unit_by_id(unit_id)
    require(by, Duty.MANAGE_UNIT, anchor_of(None, unit))
    children = Unit.objects.filter(parent=unit, valid__contains=on).exists()
    if children or Post.objects.filter(unit=unit, valid__overlap=(on, None)).exists():
        raise UnitInUse
    if on <= unit.valid.lower:
        raise UnitDatesWrong
    unit.valid = DateRange(unit.valid.lower, on)
    unit.save(update_fields=["valid"])
    record(UnitDissolved(unit_id=unit.pk, on=on.isoformat()), by=by)
    return unit
