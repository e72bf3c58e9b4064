"""How long it takes to find what is on record already, among a million cases.

``python -m benchmarks.alike [CASES]`` makes a database of its own, writes cases and their traces
by SQL, all of the last 90 days so that none is too old to be found, and asks 300 times.
"""

import os
import random
import subprocess
import sys
import time
from statistics import quantiles

import psycopg

from benchmarks.server import COMMAND, database_url
from lingdang import embedded

NAME = "lingdang_alike"
WORDS, SAID = 20_000, 14  # as many different ones; in each report
_MOVED = {
    "public_id": "gen_random_uuid()",
    "lng": "113.2 + random() * 0.2",
    "lat": "33.7 + random() * 0.15",
    "received_at": "now() - random() * interval '90 days'",
}
_TRACES = """
INSERT INTO suggestions_trace (case_id, received_at, words, keys)
SELECT id, received_at, words, array_to_tsvector(ARRAY(
    SELECT 'w' || translate(word::text, '0123456789-', 'abcdefghijm')
    FROM unnest(words[1:8]) word
    UNION SELECT 'c' || translate(floor(lng / 0.003)::int || 'k' || floor(lat / 0.0025)::int,
        '0123456789-', 'abcdefghijm')))
FROM (SELECT id, received_at, lng, lat, ARRAY(
    SELECT DISTINCT (%(words)s::int[])[1 + floor(power(random(), 3) * %(most)s)::int]
    FROM generate_series(1, %(said)s) WHERE cases_case.id > 0) words
FROM cases_case) told
"""


def main(cases):
    _held = embedded.start() if embedded.wanted() else None
    with psycopg.connect(database_url("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {NAME}")
        environment = os.environ | {"DATABASE_URL": database_url(NAME)}
        try:
            subprocess.run([COMMAND, "migrate", "-v0"], env=environment, check=True)
            inside = [sys.executable, "-m", "benchmarks.alike", "inside", str(cases)]
            subprocess.run(inside, env=environment, check=True)
        finally:
            admin.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def ask(cases):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    from django.db import connection

    from lingdang.cases.public import public_cases
    from lingdang.cases.testing import a_case
    from lingdang.places.testing import a_district
    from lingdang.suggestions.learning.features import buckets_of
    from lingdang.suggestions.public import Spot, find_duplicates

    where = {"lng": 113.3, "lat": 33.76, "raw_lng": 113.3, "raw_lat": 33.76, "raw_system": "wgs84"}
    a_case("filed", place=a_district().grid, **where)
    words = [f"词语{number}" for number in range(WORDS)]
    buckets = [int(bucket) for bucket in buckets_of(words)]
    with connection.cursor() as cursor:
        cursor.execute(_copied(cursor), [cases])
        cursor.execute(_TRACES, {"words": buckets, "most": WORDS, "said": SAID})
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT pg_size_pretty(pg_table_size('suggestions_trace')),"
            " pg_size_pretty(pg_indexes_size('suggestions_trace'))"
        )
        print("{:,} cases; traces: table {}, indexes {}".format(cases, *cursor.fetchone()))
    chance, took, found = random.Random(1), [], 0
    for _ in range(320):
        text = " ".join(words[int(chance.random() ** 3 * WORDS)] for _ in range(SAID))
        spot = Spot(113.2 + chance.random() * 0.2, 33.7 + chance.random() * 0.15)
        begun = time.perf_counter()
        found += len(find_duplicates(public_cases(), text, spot))
        took.append((time.perf_counter() - begun) * 1000)
    cut = quantiles(took[20:], n=20)  # the first ones read the index from the disk
    print(f"median {cut[9]:.0f} ms, p95 {cut[18]:.0f} ms; {found} found")


def _copied(cursor):
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'cases_case'::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'id'"
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(_MOVED.get(name, name) for name in columns)
    return (
        f"INSERT INTO cases_case ({', '.join(columns)}) SELECT {values}"
        " FROM cases_case, generate_series(1, %s)"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        ask(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
