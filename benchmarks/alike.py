"""How long it takes to find what is on record already, among a million cases.

``python -m benchmarks.alike [CASES]`` makes a database of its own and writes cases and their
traces by SQL, all of the last 90 days so that none is too old to be found, three in ten without a
position. Their words are as frequent as words are (the second half as often as the first, and so
on); how telling each is is learned from the cases. Then it asks 300 times, half of it without a
position: each question is a case that is there, with some words put differently. The yardstick, in
turn with the questions, is reading 300 cases by their ids. CPU is what this process and its
database spent on a question.
"""

import os
import random
import subprocess
import sys
import time
from statistics import mean, median, quantiles

import psycopg

from benchmarks import processes
from benchmarks.server import COMMAND, database_url
from lingdang import embedded

NAME = "lingdang_alike"
WORDS, SAID, OTHERS = 20_000, 14, 4  # as many different ones; in each report; put differently
ASKED, WARMING = 300, 20  # the first ones read the index from the disk
LOOKED_AT = 300
_HAN, _ONE, _OTHER = 0x4E00, 7919, 104_729  # words are two characters, by arithmetic
_SOMEWHERE = "CASE WHEN number %% 10 > 2 THEN {} END"
_MOVED = {
    "public_id": "gen_random_uuid()",
    "category_id": "CASE number %% 2 WHEN 0 THEN 'OTHER' ELSE category_id END",
    "lng": _SOMEWHERE.format("113.2 + random() * 0.2"),
    "lat": _SOMEWHERE.format("33.7 + random() * 0.15"),
    "raw_lng": _SOMEWHERE.format("raw_lng"),
    "raw_lat": _SOMEWHERE.format("raw_lat"),
    "raw_system": "CASE WHEN number %% 10 > 2 THEN raw_system ELSE '' END",
    "received_at": "now() - random() * interval '90 days'",
    "description": """(SELECT string_agg(DISTINCT chr(%(han)s + rank * %(one)s %% %(most)s)
        || chr(%(han)s + rank * %(other)s %% %(most)s), ' ')
        FROM (SELECT floor(power(%(most)s + 1, random()))::int - 1 rank
        FROM generate_series(1, %(said)s) WHERE number > 0) said)""",
}
_TRACES = """
CREATE TEMPORARY TABLE spoken AS
    SELECT word, rank, bucket FROM unnest(%(words)s::text[], %(buckets)s::int[])
    WITH ORDINALITY AS known (word, bucket, rank);
ANALYZE spoken;
INSERT INTO suggestions_trace (case_id, received_at, lng, lat, words, keys)
SELECT id, received_at, lng, lat, words, array_to_tsvector(ARRAY(
    SELECT 'w' || translate(word::text, '0123456789-', 'abcdefghijm')
    FROM unnest(words[1:8]) word
    UNION SELECT 'c' || translate(floor(lng / 0.003)::int || 'k'
        || floor(lat / 0.0025)::int, '0123456789-', 'abcdefghijm') WHERE lng IS NOT NULL))
FROM (SELECT id, received_at, lng, lat, array_agg(bucket ORDER BY rank DESC) words
    FROM cases_case, unnest(string_to_array(description, ' ')) word JOIN spoken USING (word)
    GROUP BY id) told;
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


def inside(cases):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    grow(cases)
    for name, with_spot in {"with a position": True, "without one": False}.items():
        asked, read, found = ask(ASKED // 2, with_spot=with_spot)
        cut, usual = quantiles([wall for wall, _cpu in asked], n=20), median(w for w, _cpu in read)
        cpu, read_cpu = (mean(cpu for _wall, cpu in some) for some in (asked, read))
        print(
            f"{name}: median {cut[9]:.1f} ms, p95 {cut[18]:.1f} ms;"
            f" {cut[9] / usual:.1f} and {cut[18] / usual:.1f} times the yardstick"
            f" ({usual:.1f} ms); CPU {cpu:.1f} ms, {cpu / read_cpu:.1f} times the yardstick's;"
            f" {found} of {len(asked)} found"
        )


def grow(cases):
    from django.db import connection

    from lingdang.cases.testing import a_case
    from lingdang.places.testing import a_district
    from lingdang.standards.testing import a_category
    from lingdang.suggestions.learning.features import buckets_of
    from lingdang.suggestions.testing import a_version

    where = {"lng": 113.3, "lat": 33.76, "raw_lng": 113.3, "raw_lat": 33.76, "raw_system": "wgs84"}
    a_case("filed", place=a_district().grid, **where)
    a_category("OTHER")
    words = spoken()
    told = {"most": WORDS, "said": SAID, "cases": cases, "han": _HAN, "one": _ONE, "other": _OTHER}
    with connection.cursor() as cursor:
        cursor.execute(_copied(cursor), told)
        buckets = [int(bucket) for bucket in buckets_of(words)]
        cursor.execute(_TRACES, {"words": words, "buckets": buckets})
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT pg_size_pretty(pg_table_size('suggestions_trace')),"
            " pg_size_pretty(pg_indexes_size('suggestions_trace'))"
        )
        print("{:,} cases; traces: table {}, indexes {}".format(cases, *cursor.fetchone()))
    a_version()


def ask(times, *, with_spot):
    """Milliseconds of each question and of each reading, and how many found their case."""
    from django.db import connection

    from lingdang.cases.public import public_cases
    from lingdang.suggestions.public import find_duplicates

    chance, asked, read, found = random.Random(with_spot), [], [], 0
    database = connection.connection.info.backend_pid
    words = spoken()
    for case in some_cases(chance, times + WARMING, with_spot=with_spot):
        text, spot = said_again(case, words, chance), near(case, chance) if with_spot else None
        ids = chance.sample(range(2, case.pk), LOOKED_AT)
        read.append(measured(database, list, public_cases().filter(pk__in=ids))[:2])
        *took, answers = measured(database, find_duplicates, public_cases(), text, spot)
        asked.append(took)
        found += case in [one.case for one in answers] and len(asked) > WARMING
    return asked[WARMING:], read[WARMING:], found


def measured(database, work, *told):
    """Milliseconds by the clock and of processors, and what came of it."""
    begun, spent = time.perf_counter(), time.process_time() * 1000 + processes.on_cpu(database)
    done = work(*told)
    wall = (time.perf_counter() - begun) * 1000
    return wall, time.process_time() * 1000 + processes.on_cpu(database) - spent, done


def some_cases(chance, count, *, with_spot):
    from lingdang.cases.models import Case

    last = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
    told = Case.objects.filter(lng__isnull=not with_spot)
    return [
        told.filter(pk__gte=chance.randrange(last // 2, last - 100)).order_by("pk")[0]
        for _ in range(count)
    ]


def said_again(case, words, chance):
    """The words of a case, some of them put differently."""
    said = case.description.split()
    for place in chance.sample(range(len(said)), min(OTHERS, len(said))):
        said[place] = words[int((WORDS + 1) ** chance.random()) - 1]
    return " ".join(said)


def near(case, chance):
    from lingdang.suggestions.public import Spot

    return Spot(
        case.lng + chance.uniform(-0.0005, 0.0005), case.lat + chance.uniform(-0.0005, 0.0005)
    )


def spoken():
    """Words of two characters each, the most frequent first; no two are alike."""
    return [
        chr(_HAN + rank * _ONE % WORDS) + chr(_HAN + rank * _OTHER % WORDS) for rank in range(WORDS)
    ]


def _copied(cursor):
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'cases_case'::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'id'"
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(_MOVED.get(name, name) for name in columns)
    return (
        f"INSERT INTO cases_case ({', '.join(columns)}) SELECT {values}"
        " FROM cases_case, generate_series(1, %(cases)s) number"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
