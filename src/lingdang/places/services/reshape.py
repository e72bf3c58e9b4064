"""Dissolve, split, merge: a place ends, and others may follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Func, Value

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.places import policies, queries
from lingdang.places.enums import SuccessionKind
from lingdang.places.errors import HasChildren, NothingToChange
from lingdang.places.facts import PlaceDissolved, PlaceMerged, PlaceSplit
from lingdang.places.models import Boundary, Place, Standing, Succession
from lingdang.places.services.stand import create_place, last_standing_on, rehang
from lingdang.places.services.versions import tree_changed


@dataclass(frozen=True, slots=True)
class Part:
    """One successor of a split: its name, its code, and which children go with it."""

    name: str
    code: str | None = None
    children: tuple[int, ...] = ()


@transaction.atomic
def dissolve_place(*, place_id: int, on: date, by: Actor) -> None:
    queries.lock_tree()
    standing = last_standing_on(place_id, on)
    policies.require_manage(by, standing.path)
    _end(standing, on)
    tree_changed()
    record(PlaceDissolved(of_place=place_id, on=on.isoformat()), by=by)


@transaction.atomic
def split_place(*, place_id: int, parts: Sequence[Part], on: date, by: Actor) -> list[Place]:
    """End a place; its parts take its level, its parent and the children named with each."""
    queries.lock_tree()
    standing = last_standing_on(place_id, on)
    policies.require_manage(by, standing.path)
    if len(parts) < 2:  # noqa: PLR2004 -- one part is a rename
        raise NothingToChange

    made = [_part_of(standing, part, on, by) for part in parts]
    _end(standing, on)
    _succeed([place_id], [place.pk for place in made], SuccessionKind.SPLIT, on)
    tree_changed()
    record(
        PlaceSplit(of_place=place_id, on=on.isoformat(), successors=[place.pk for place in made]),
        by=by,
    )
    return made


@transaction.atomic
def merge_places(
    *, place_ids: Sequence[int], name: str, on: date, by: Actor, code: str | None = None
) -> Place:
    """End several places; one new place under the first one's parent takes their children."""
    queries.lock_tree()
    standings = [last_standing_on(place_id, on) for place_id in dict.fromkeys(place_ids)]
    for standing in standings:
        policies.require_manage(by, standing.path)
    if len(standings) < 2:  # noqa: PLR2004 -- one place has nothing to merge with
        raise NothingToChange

    first = standings[0]
    merged = create_place(
        name=name, level=first.place.level_id, parent_id=first.parent_id, code=code, on=on, by=by
    )
    for standing in standings:
        _take_children(standing, merged.pk, on)
        _end(standing, on)
    _succeed([s.place_id for s in standings], [merged.pk], SuccessionKind.MERGE, on)
    tree_changed()
    for standing in standings:
        fact = PlaceMerged(of_place=standing.place_id, on=on.isoformat(), successor=merged.pk)
        record(fact, by=by)
    return merged


def _part_of(standing: Standing, part: Part, on: date, by: Actor) -> Place:
    place = create_place(
        name=part.name,
        level=standing.place.level_id,
        parent_id=standing.parent_id,
        code=part.code,
        on=on,
        by=by,
    )
    target = last_standing_on(place.pk, on)
    for child_id in part.children:
        child = last_standing_on(child_id, on)
        if child.parent_id == standing.place_id:
            rehang(child, target, on)
    return place


def _take_children(standing: Standing, to_id: int, on: date) -> None:
    target = last_standing_on(to_id, on)
    for child in queries.as_of(on).filter(parent_id=standing.place_id).select_related("place"):
        rehang(child, target, on)


def _end(standing: Standing, on: date) -> None:
    if Standing.objects.filter(parent_id=standing.place_id, valid__endswith__isnull=True).exists():
        raise HasChildren(place=standing.name, day=on.isoformat())
    cut = Func(Func(F("valid"), function="lower"), Value(on), function="daterange")
    Standing.objects.filter(pk=standing.pk).update(valid=cut)
    Boundary.objects.filter(place_id=standing.place_id, valid__endswith__isnull=True).update(
        valid=cut
    )
    Place.objects.filter(pk=standing.place_id).update(dissolved_on=on)


def _succeed(old: Sequence[int], new: Sequence[int], kind: SuccessionKind, on: date) -> None:
    Succession.objects.bulk_create(
        Succession(predecessor_id=before, successor_id=after, kind=kind, on=on)
        for before in old
        for after in new
    )
