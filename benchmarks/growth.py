"""The demo district grown to many cases, with the journal of many of them."""

import psycopg

_GROWN = """
CREATE TEMP TABLE grown AS
SELECT drawn.*, grid.place_id, grid.path, grid.lng, grid.lat
FROM (
    SELECT id AS old, nextval(pg_get_serial_sequence('cases_case', 'id')) AS new,
        random() * (CASE WHEN closed_at IS NULL THEN interval '5 days' ELSE interval '720 days' END)
            AS earlier,
        1 + floor(random() * 1.5 * %(grids)s)::int AS ground
    FROM cases_case CROSS JOIN generate_series(1, %(copies)s)
) drawn
LEFT JOIN (
    SELECT row_number() OVER (ORDER BY place_id) AS ground, place_id, path,
        round(((min_lng + max_lng) / 2)::numeric, 6)::float AS lng,
        round(((min_lat + max_lat) / 2)::numeric, 6)::float AS lat
    FROM places_boundary JOIN places_standing USING (place_id)
    WHERE name LIKE 'bg%%'
) grid USING (ground)
"""
_FACTS = """
INSERT INTO journal_fact (name, subject, actor, person_id, place_id, data, at, recorded_at)
SELECT name, 'case:' || new, actor, person_id, coalesce(grown.place_id, fact.place_id),
    data || jsonb_build_object('case_id', new), at - earlier, recorded_at - earlier
FROM grown JOIN journal_fact fact ON subject = 'case:' || old
WHERE new % 5 = 0
ORDER BY at - earlier
"""
# Within some forty metres of a grid's middle; what had no position has none.
_SOMEWHERE = (
    "CASE WHEN c.{0} IS NOT NULL THEN coalesce(grown.{0}, c.{0}) + random() * 8e-4 - 4e-4 END"
)
_MOVED = {
    "id": "new",
    "public_id": "gen_random_uuid()",
    "place_id": "coalesce(grown.place_id, c.place_id)",
    "origin_place_id": "coalesce(grown.place_id, c.origin_place_id)",
    "path": "coalesce(grown.path, c.path)",
    "lng": _SOMEWHERE.format("lng"),
    "lat": _SOMEWHERE.format("lat"),
}
_ONCE = {"follow_hash", "request_scope", "request_key"}  # theirs alone


def grow(url, cases, grids):
    """Copy every case: what is open comes in some days earlier, the rest within two years.

    A third of the copies stay in the place of their original, the others go to the ``grids``;
    every fifth has the facts of its original.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = district, public")
        connection.execute("SELECT setseed(0.5)")
        have = connection.execute("SELECT count(*) FROM cases_case").fetchone()[0]
        copies = max(0, round((cases - have) / have))
        with connection.transaction():
            connection.execute(_GROWN, {"grids": grids, "copies": copies})
            connection.execute(_cases(connection))
            connection.execute(_FACTS)
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def _cases(connection):
    columns = connection.execute(
        "SELECT attname, atttypid::regtype::text FROM pg_attribute"
        " WHERE attrelid = 'cases_case'::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''"
    ).fetchall()
    kept = [(name, kind) for name, kind in columns if name not in _ONCE]
    values = [_MOVED.get(name) or _value(name, kind) for name, kind in kept]
    return (
        f"INSERT INTO cases_case ({', '.join(name for name, _kind in kept)})"
        f" SELECT {', '.join(values)} FROM grown JOIN cases_case c ON c.id = old"
    )


def _value(name, kind):
    return f"c.{name} - earlier" if kind == "timestamp with time zone" else f"c.{name}"
