"""Two hundred phones that find a network at the same moment, each with fifty actions.

``python -m benchmarks.sync [PHONES]`` has grid workers of a served district send what they did,
all at once; sends half of it again, as phones do whose answer was lost; then waits until the
worker has done it all, and counts. The yardstick: as many requests for ``/healthz`` at once.
"""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from threading import Barrier
from uuid import uuid4

import psycopg

from benchmarks import ground, processes, server
from benchmarks.__main__ import say, table

PHONES, ACTIONS = 200, 50
_PATIENCE = 1800  # seconds until all must be done
_WAITING = "SELECT count(*) FROM fieldwork_action WHERE state = 'waiting'"
_FOUND = "SELECT state, kind, count(*) FROM fieldwork_action GROUP BY 1, 2 ORDER BY 1, 2"
_CASES = "SELECT count(*), count(DISTINCT request_key) FROM cases_case WHERE source = 'grid_worker'"
_KEPT = "AND request_key IS NOT NULL AND description LIKE '外业%%'"


def main(phones):
    with server.district(1_000) as served:
        keys = json.loads(asked(served.environment, phones))
        bodies = [
            body_of(number, outline) for number, outline in enumerate(ground.outlines()[:phones])
        ]
        say(f"load of the machine before: {os.getloadavg()[0]:.1f}")
        health = at_once([("GET", "/healthz", None, "")] * phones)
        begin = time.monotonic()
        sends = [("POST", "/api/v1/fieldwork/sync", *one) for one in zip(bodies, keys, strict=True)]
        web = [pid for pid in processes.below(served.pid) if processes.name(pid) == "web server"]
        spent = processes.spent(web)
        took = at_once(sends)
        spent = (processes.spent(web) - spent) / phones
        again = at_once(sends[::2])
        noted = time.monotonic() - begin
        head = [f"{phones} at once", "p50 s", "p95 s", "worst s"]
        table(
            head,
            [
                ["/healthz", *told(health)],
                [f"{ACTIONS} actions each", *told(took)],
                ["half of them again", *told(again)],
            ],
        )
        say(f"\nall answered after {noted:.1f} s; {spent:.0f} ms of the web servers' time for each")
        done = wait(served.environment["DATABASE_URL"], begin)
        say(f"all done after {done:.1f} s: {phones * ACTIONS / done:,.0f} actions a second")
        counted(served.environment["DATABASE_URL"], phones)


def asked(environment, phones):
    command = [sys.executable, "-m", "benchmarks.sync", "inside", str(phones)]
    done = subprocess.run(
        command, env=environment, cwd=server.ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def inside(phones):
    """A grid worker in a grid of their own for each phone; say their keys."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    from django.utils import timezone

    from lingdang.kernel.actor import Actor
    from lingdang.people.public import ROLE_DUTIES, Duty, Role, issue_token
    from lingdang.people.testing import a_person, a_post
    from lingdang.places.public import Place

    by = Actor.process("benchmark", Duty.MANAGE_TOKEN)
    until, keys = timezone.now() + timedelta(days=1), []
    for number, place in enumerate(Place.objects.filter(code__startswith="bg").order_by("pk")):
        if number == phones:
            break
        person = a_person(phone=f"137{number:08}", login=f"benchmark{number}")
        a_post(person, Role.GRID_WORKER, place=place)
        duties = ROLE_DUTIES[Role.GRID_WORKER]
        told = {"name": "benchmark", "duties": duties, "expires_at": until, "by": by}
        keys.append(issue_token(person_id=person.pk, **told)[1])
    print(json.dumps(keys))


def body_of(number, outline):
    """A day outside: thirty reports, ten put right on the spot, ten notes to earlier ones."""
    west, south = map(min, zip(*outline, strict=True))
    east, north = map(max, zip(*outline, strict=True))
    here = {"lng": round((west + east) / 2, 6), "lat": round((south + north) / 2, 6)}
    now, keys = datetime.now(UTC), [uuid4().hex for _ in range(ACTIONS)]
    actions = []
    for seq, key in enumerate(keys):
        kind, data = "report", {"description": f"外业 {number}-{seq}: 垃圾桶满溢", **here}
        if seq % 5 == 3:
            kind, data = "settle", {**data, "outcome": "已清运"}
        if seq % 5 == 4:
            kind, data = "note", {"case_key": keys[seq - 4], "text": "旁边还有一处"}
        at = (now - timedelta(minutes=ACTIONS - seq)).isoformat()
        actions.append({"key": key, "seq": seq, "kind": kind, "at": at, "data": data})
    told = {"device": uuid4().hex, "phone_time": now.isoformat(), "actions": actions}
    return json.dumps(told, ensure_ascii=False).encode()


def at_once(requests):
    """Seconds that each took, from the moment when all began; who is turned away tries again."""
    start = Barrier(len(requests))

    def one(request):
        method, path, body, key = request
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        start.wait()
        begin = time.perf_counter()
        line = HTTPConnection("127.0.0.1", server.PORT, timeout=120)
        line.request(method, path, body, headers)
        answer = line.getresponse()
        content = answer.read()
        took = time.perf_counter() - begin
        line.close()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {content[:500]!r}")
        return took

    with ThreadPoolExecutor(len(requests)) as pool:
        return sorted(pool.map(one, requests))


def told(took):
    return [f"{took[min(len(took) - 1, int(len(took) * at))]:.2f}" for at in (0.5, 0.95, 1.0)]


def wait(url, begin):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = district, public")
        while connection.execute(_WAITING).fetchone()[0]:
            if time.monotonic() - begin > _PATIENCE:
                raise SystemExit("not all were done in time")
            time.sleep(0.5)
    return time.monotonic() - begin


def counted(url, phones):
    """All in, none twice, or it is no result."""
    with psycopg.connect(url) as connection:
        connection.execute("SET search_path = district, public")
        found = connection.execute(_FOUND).fetchall()
        cases, keys = connection.execute(f"{_CASES} {_KEPT}").fetchone()
    say("; ".join(f"{count:,} {kind} {state}" for state, kind, count in found))
    wanted = phones * ACTIONS * 4 // 5
    if sum(row[2] for row in found if row[0] == "done") != phones * ACTIONS:
        raise SystemExit("some are not done")
    if not cases == keys == wanted:
        raise SystemExit(f"{cases} cases of {wanted}, {keys} of them once")
    say(f"{cases:,} cases of {wanted:,} reports, none twice")


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else PHONES)
