"""Outlines, from a day on."""

from datetime import date

import shapely
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Value

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.places import policies, queries
from lingdang.places.facts import BoundaryDrawn
from lingdang.places.geometry import area_m2
from lingdang.places.models import Boundary
from lingdang.places.services.stand import standing_on
from lingdang.places.services.versions import tree_changed


@transaction.atomic
def draw_boundary(*, place_id: int, shape: shapely.Geometry, on: date, by: Actor) -> Boundary:
    """Give a place its outline (valid WGS-84 polygon or multipolygon) from a day on."""
    queries.lock_tree()
    standing = standing_on(place_id, on)
    policies.require_manage(by, standing.path)
    Boundary.objects.filter(place_id=place_id, valid__startswith__gte=on).delete()
    Boundary.objects.filter(place_id=place_id, valid__contains=on).update(
        valid=Func(Func(F("valid"), function="lower"), Value(on), function="daterange")
    )
    west, south, east, north = shape.bounds
    boundary = Boundary.objects.create(
        place_id=place_id,
        shape=shapely.to_wkb(shape),
        min_lng=west,
        min_lat=south,
        max_lng=east,
        max_lat=north,
        area_m2=area_m2(shape),
        valid=DateRange(on, None),
    )
    tree_changed()
    record(
        BoundaryDrawn(of_place=place_id, on=on.isoformat(), area_m2=round(boundary.area_m2)), by=by
    )
    return boundary
