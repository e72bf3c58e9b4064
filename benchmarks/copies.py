"""Whether a photograph that was changed is found again, and how long that takes among a million.

``python -m benchmarks.copies detect [--photographs 2000] [--asked 60]`` keeps the imprints of so
many drawn photographs (``pictures.py``), then asks for changed copies of some of them: 12 changes,
3 strengths each; as many that were never kept say how often a stranger is taken for a copy.
``--others`` tells beside it what imagehash's ``phash`` and, where it is installed, PDQ find, each
at the distance at which none of the strangers is taken for a copy.

``python -m benchmarks.copies ask [--photographs 1000000]`` makes a database of its own, fills it
with as many imprints of 128 keys, every tenth key from a few thousand that many photographs share,
and asks for the candidates of 300 photographs through the product's own query.
"""

import argparse
import os
import random
import subprocess
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

import numpy as np

from benchmarks.pictures import CHANGES, pictures, scene
from lingdang.evidence.imprints import ASKED, Grey, features, grey, keys
from lingdang.evidence.likeness import likeness

SHARED, COMPARED = 2, 8  # as the product has them
STRANGER = 10_000_000  # seeds from here on are never kept


@dataclass
class Store:
    pictures: list[Grey] = field(default_factory=list)
    by_key: dict[int, list[int]] = field(default_factory=dict)

    def keep(self, picture: Grey) -> None:
        for key in keys(features(picture)):
            self.by_key.setdefault(key, []).append(len(self.pictures))
        self.pictures.append(picture)

    def twin(self, picture: Grey) -> int | None:
        """As ``twins_of`` looks: keys, then close comparison of the few that share most."""
        mirrored = np.ascontiguousarray(picture[:, ::-1])
        asked = {k for each in (picture, mirrored) for k in keys(features(each), ASKED)}
        votes: dict[int, int] = {}
        for key in asked:
            for number in self.by_key.get(key, ()):
                votes[number] = votes.get(number, 0) + 1
        likely = sorted((n for n, v in votes.items() if v >= SHARED), key=lambda n: -votes[n])
        found = [(likeness(self.pictures[n], picture), n) for n in likely[:COMPARED]]
        alike = [(how.similarity, n) for how, n in found if how.is_copy]
        return max(alike)[1] if alike else None


def detect(photographs: int, asked: int, *, others: bool) -> None:
    store, rivals = Store(), _rivals() if others else {}
    hashes: dict[str, list] = {name: [] for name in rivals}
    for picture in pictures(photographs):
        store.keep(grey(picture))
        for name, (made, _far) in rivals.items():
            hashes[name].append(made(picture))
    strangers = [scene(STRANGER + number) for number in range(asked * 5)]
    wrong = sum(store.twin(grey(one)) is not None for one in strangers)
    print(f"{photographs} kept; strangers taken for a copy: {wrong} of {len(strangers)}")
    limits = {
        name: min(min(far(made(one), kept) for kept in hashes[name]) for one in strangers[:asked])
        for name, (made, far) in rivals.items()
    }
    print("| change | strength | " + " | ".join(["found", *rivals]) + " |")
    print("|---|--:|" + "--:|" * (1 + len(rivals)))
    dice = random.Random(7)
    for name, (change, strengths) in CHANGES.items():
        for strength in strengths:
            chosen = dice.sample(range(photographs), asked)
            copies = [(n, change(scene(n), strength, dice)) for n in chosen]
            right = sum(store.twin(grey(copy)) == n for n, copy in copies)
            cells = [f"{right / asked:.0%}"]
            for rival, (made, far) in rivals.items():
                near = sum(far(made(copy), hashes[rival][n]) < limits[rival] for n, copy in copies)
                cells.append(f"{near / asked:.0%}")
            print(f"| {name} | {strength} | " + " | ".join(cells) + " |", flush=True)


def _rivals() -> dict:
    import imagehash

    found = {"phash": (imagehash.phash, lambda a, b: int(a - b))}
    try:
        import pdqhash
    except ImportError:
        return found
    found["PDQ"] = (
        lambda it: pdqhash.compute(np.asarray(it))[0],
        lambda a, b: int((a != b).sum()),
    )
    return found


_FILL = """
INSERT INTO evidence_photo (public_id, kind, sha256, size, width, height, phash, original_key,
    display_key, thumb_key, subject, moment, upload_scope)
SELECT gen_random_uuid(), 'jpeg', lpad(to_hex(n), 64, '0'), 1, 1, 1, '0', '', '', '', 'case:' || n,
    'after', '' FROM generate_series(1, %(count)s) n;
INSERT INTO evidence_imprint (photo_id, keys, software, camera, has_exif)
SELECT id, (SELECT array_agg(CASE WHEN k %% 10 = 0 THEN (random() * 4000)::int
    ELSE ((random() - 0.5) * 4294967294)::bigint::int END + 0 * id::int)
    FROM generate_series(1, 128) k), '', '', true FROM evidence_photo
"""


def ask(photographs: int, asked: int = 300) -> None:
    import django
    import psycopg

    from benchmarks.server import COMMAND, database_url
    from lingdang import embedded

    name = "lingdang_copies"
    if embedded.wanted():
        embedded.start()
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f"CREATE DATABASE {name}")
    os.environ["DATABASE_URL"] = database_url(name)
    subprocess.run([COMMAND, "migrate", "-v0"], check=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    from django.db import connection

    from lingdang.evidence.models import Imprint
    from lingdang.evidence.twins import common_keys, voted

    with connection.cursor() as cursor:
        if Imprint.objects.count() < photographs:
            cursor.execute("DROP INDEX IF EXISTS imprint_by_key")
            cursor.execute(_FILL, {"count": photographs})
        cursor.execute("SET maintenance_work_mem = '2GB'")
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS imprint_by_key ON evidence_imprint USING gin (keys)"
        )
        cursor.execute("VACUUM ANALYZE evidence_imprint")
        cursor.execute("SELECT pg_total_relation_size('evidence_imprint')")
        size = cursor.fetchone()[0]
    dice, took, found = random.Random(3), [], 0
    print(f"{len(common_keys())} keys left out as common; {size / photographs:.0f} bytes each")
    for number in range(asked + 20):
        pk = dice.randint(1, photographs)
        kept = Imprint.objects.get(photo=pk).keys
        new = {dice.randint(-(2**31), 2**31 - 1) for _ in range(400)}
        keys_asked = (set(dice.sample(kept, 30)) | new) - common_keys()
        start = time.perf_counter()
        best = voted(keys_asked, before=photographs + 1)
        if number >= 20:  # the first ones read the index from the disk
            took.append((time.perf_counter() - start) * 1000)
            found += best[:1] == [pk]
    print(
        f"{asked} asked among {photographs}: median {median(took):.1f} ms, p95 "
        f"{quantiles(took, n=20)[-1]:.1f} ms, found {found}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["detect", "ask"])
    parser.add_argument("--photographs", type=int)
    parser.add_argument("--asked", type=int, default=60)
    parser.add_argument("--others", action="store_true")
    told = parser.parse_args()
    if told.what == "ask":
        ask(told.photographs or 1_000_000)
    else:
        detect(told.photographs or 2000, told.asked, others=told.others)


if __name__ == "__main__":
    main()
