"""Create, rename, move: who a place is from a day on."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat, Substr

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.places import policies, queries
from lingdang.places.errors import (
    ChangedLater,
    CodeTaken,
    NothingToChange,
    NotStanding,
    RootExists,
    WouldLoop,
    WrongLevel,
)
from lingdang.places.facts import PlaceCreated, PlaceMoved, PlaceRenamed
from lingdang.places.models import Level, Place, Standing
from lingdang.places.services.versions import tree_changed


def standing_on(place_id: int, day: date) -> Standing:
    """The locked standing of a place on a day, or a refusal that says it was not there."""
    standing = queries.lock_standing(place_id, day)
    if standing is None:
        raise NotStanding(place=str(place_id), day=day.isoformat())
    return standing


def last_standing_on(place_id: int, day: date) -> Standing:
    """As ``standing_on``, but refuses when a later change already follows."""
    standing = standing_on(place_id, day)
    if standing.valid.upper is not None:
        raise ChangedLater(place=standing.name)
    return standing


def require_fits(level: Level, parent: Standing) -> None:
    above = parent.place.level
    if level.rank <= above.rank:
        raise WrongLevel(level=level.name, parent_level=above.name)


@transaction.atomic
def create_place(
    *,
    name: str,
    level: str,
    by: Actor,
    on: date,
    parent_id: int | None = None,
    code: str | None = None,
) -> Place:
    queries.lock_tree()
    parent = None if parent_id is None else last_standing_on(parent_id, on)
    policies.require_manage(by, parent.path if parent else "/")
    kind = Level.objects.get(pk=level)
    if parent is None and Standing.objects.exists():
        raise RootExists
    if parent is not None:
        require_fits(kind, parent)
    if code and queries.place_exists(code):
        raise CodeTaken(place_code=code)

    place = Place.objects.create(code=code or None, level=kind, created_on=on)
    base = parent.path if parent else "/"
    Standing.objects.create(
        place=place,
        parent_id=parent_id,
        name=name.strip(),
        path=f"{base}{place.pk}/",
        depth=parent.depth + 1 if parent else 1,
        valid=DateRange(on, None),
    )
    tree_changed()
    record(
        PlaceCreated(
            of_place=place.pk,
            on=on.isoformat(),
            called=name.strip(),
            level=level,
            parent_id=parent_id,
        ),
        by=by,
    )
    return place


@transaction.atomic
def rename_place(*, place_id: int, name: str, on: date, by: Actor) -> Standing:
    queries.lock_tree()
    standing = last_standing_on(place_id, on)
    policies.require_manage(by, standing.path)
    before = standing.name
    if name.strip() == before:
        raise NothingToChange

    _from(Standing.objects.filter(pk=standing.pk), on)
    Standing.objects.filter(place_id=place_id, valid__contains=on).update(name=name.strip())
    tree_changed()
    record(
        PlaceRenamed(of_place=place_id, on=on.isoformat(), before=before, after=name.strip()), by=by
    )
    return queries.as_of(on).get(place_id=place_id)


@transaction.atomic
def move_place(*, place_id: int, to_parent_id: int, on: date, by: Actor) -> Standing:
    """Hang a place, with all below it, under another parent from a day on."""
    queries.lock_tree()
    standing, parent = last_standing_on(place_id, on), last_standing_on(to_parent_id, on)
    policies.require_manage(by, standing.path)
    policies.require_manage(by, parent.path)
    if parent.path.startswith(standing.path):
        raise WouldLoop
    if standing.parent_id == to_parent_id:
        raise NothingToChange
    require_fits(standing.place.level, parent)

    before = standing.parent_id
    rehang(standing, parent, on)
    tree_changed()
    record(
        PlaceMoved(
            of_place=place_id, on=on.isoformat(), from_parent=before, to_parent=to_parent_id
        ),
        by=by,
    )
    return queries.as_of(on).get(place_id=place_id)


def rehang(standing: Standing, parent: Standing, on: date) -> None:
    """Rewrite the paths of a subtree from a day on: three statements, whatever its size."""
    old = standing.path
    below = queries.subtree_on(old, on)
    if below.filter(valid__endswith__isnull=False).exists():
        raise ChangedLater(place=standing.name)
    _from(below, on)
    shift = parent.depth + 1 - standing.depth
    queries.subtree_on(old, on).update(
        path=Concat(
            Value(f"{parent.path}{standing.place_id}/"),
            Substr("path", len(old) + 1),
            output_field=TextField(),
        ),
        depth=F("depth") + shift,
    )
    queries.as_of(on).filter(place_id=standing.place_id).update(parent_id=parent.place_id)


def _from(standings: QuerySet[Standing], on: date) -> None:
    """Cut the open-ended standings at a day, so that what follows can be changed alone."""
    rows = list(standings.filter(valid__startswith__lt=on))
    Standing.objects.filter(pk__in=[row.pk for row in rows]).update(
        valid=Func(Func(F("valid"), function="lower"), Value(on), function="daterange")
    )
    for row in rows:
        row.pk = None
        row.valid = DateRange(on, None)
    Standing.objects.bulk_create(rows)
