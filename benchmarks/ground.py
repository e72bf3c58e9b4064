"""Five thousand grids with crooked borders, in villages and towns of the demo district."""

import random

import psycopg
import shapely

GRIDS = 5_000
_ACROSS, _UP = 100, 50  # grids
_VILLAGE, _TOWN = (10, 5), (50, 10)  # grids across and up
_WEST, _SOUTH, _CELL = 114.0, 33.5, 0.002  # degrees; a cell is some 200 m wide
_M2 = 111_320.0**2 * 0.83  # of a square degree here
_DISTRICT = "990100000000"

_PLACE = "INSERT INTO places_place (code, level_id, created_on) VALUES (%s, %s, %s) RETURNING id"
_STANDING = (
    "INSERT INTO places_standing (place_id, parent_id, name, path, depth, valid)"
    " VALUES (%s, %s, %s, %s, %s, daterange(%s, NULL))"
)
_BOUNDARY = (
    "INSERT INTO places_boundary"
    " (place_id, shape, min_lng, min_lat, max_lng, max_lat, area_m2, valid)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, daterange(%s, NULL))"
)
_SINCE = "2025-01-01"


def lay(url):
    """Write them as the product's own import would, in a hundredth of its time."""
    with psycopg.connect(url) as connection, connection.pipeline():
        connection.execute("SET search_path = district, public")
        district = connection.execute(
            "SELECT place_id, path, depth FROM places_standing JOIN places_place p"
            " ON p.id = place_id WHERE code = %s",
            [_DISTRICT],
        ).fetchone()
        known = {}
        for x in range(_ACROSS):
            for y in range(_UP):
                town = f"bt{x // _TOWN[0]:02}{y // _TOWN[1]:02}"
                village = f"bv{x // _VILLAGE[0]:02}{y // _VILLAGE[1]:02}"
                if town not in known:
                    known[town] = _place(connection, town, "town", district)
                if village not in known:
                    known[village] = _place(connection, village, "village", known[town])
                grid = _place(connection, f"bg{x:02}{y:02}", "grid", known[village])
                outline = shapely.Polygon(outline_of(x, y))
                drawn = [shapely.to_wkb(outline), *outline.bounds, outline.area * _M2, _SINCE]
                connection.execute(_BOUNDARY, [grid[0], *drawn])
        connection.execute("UPDATE places_treeversion SET number = number + 1")


def _place(connection, code, level, parent):
    above, path, depth = parent
    (pk,) = connection.execute(_PLACE, [code, level, _SINCE]).fetchone()
    here = (pk, f"{path}{pk}/", depth + 1)
    connection.execute(_STANDING, [pk, above, code, here[1], here[2], _SINCE])
    return here


def outline_of(x, y):
    """Four points a side; neighbours share them."""
    steps = [(i, 0) for i in range(4)] + [(4, i) for i in range(4)]
    steps += [(4 - i, 4) for i in range(4)] + [(0, 4 - i) for i in range(4)]
    return [_point(4 * x + i, 4 * y + j) for i, j in steps]


def _point(i, j):
    crooked = random.Random(i * 1_000_003 + j)
    return [
        round(start + _CELL * (step / 4 + crooked.uniform(-0.08, 0.08)), 7)
        for start, step in ((_WEST, i), (_SOUTH, j))
    ]


def spots(count):
    """Positions within the grids, the same in every run."""
    somewhere = random.Random(count)
    return [
        (
            round(_WEST + somewhere.uniform(0.01, _ACROSS - 0.01) * _CELL, 6),
            round(_SOUTH + somewhere.uniform(0.01, _UP - 0.01) * _CELL, 6),
        )
        for _ in range(count)
    ]


def outlines():
    return [outline_of(x, y) for x in range(_ACROSS) for y in range(_UP)]
