"""How long a version of the rules takes to be tried on past cases, beside reading those cases.

``python -m benchmarks.trials [CASES]`` grows the demo district until a trial finds so many cases
(10,000 unless said) and asks a version of twenty rules, each of another condition, of all of them.
"""

import json
import os
import subprocess
import sys
import time
from datetime import time as hour
from statistics import median

import psycopg

from benchmarks import server
from benchmarks.__main__ import say, table

CASES, ROUNDS = 10_000, 5
_MORE = 1.6  # some cases lie elsewhere, or nobody had them in hand
_READ = """
SELECT id, category_id, origin_place_id, path, source, description, address, received_at,
    dispatched_at, unit_id
FROM cases_case WHERE path LIKE %s AND (unit_id IS NOT NULL OR handler_id IS NOT NULL)
ORDER BY received_at DESC LIMIT %s
"""


def main(cases):
    with server.district(round(cases * _MORE)) as served:
        command = [sys.executable, "-m", "benchmarks.trials", "inside", str(cases)]
        done = subprocess.run(
            command, env=served.environment, cwd=server.ROOT, stdout=subprocess.PIPE, check=True
        )
    found = json.loads(done.stdout.splitlines()[-1])
    if found["judged"] < cases:
        raise SystemExit(f"only {found['judged']} cases were found")
    took, read = median(found["took"]), median(found["read"])
    table(
        ["cases", "rules", "s", "worst", "cases/s", "read alone, s", "of reading"],
        [
            [
                *(f"{found['judged']:,}", f"{found['rules']}", f"{took:.2f}"),
                *(f"{max(found['took']):.2f}", f"{found['judged'] / took:,.0f}"),
                *(f"{read:.2f}", f"{read / took:.3f}"),
            ]
        ],
    )


def inside(cases):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    from lingdang.dispatching.public import MOST_WEEKS, draft_rules, trial_of
    from lingdang.people.public import actor_for, person_by_login
    from lingdang.places.public import tree

    actor = actor_for(person_by_login("dispatch.shifanqu"))
    place = next(node for node in tree() if node.code == "990100000000")
    draft = draft_rules(place_id=place.id, by=actor)
    rules = fill(draft, actor)
    told = {"rules": rules, "took": [], "read": []}
    trial_of(actor, draft, MOST_WEEKS)  # what is remembered while the process lives
    for _round in range(ROUNDS):
        told["read"].append(read(place.path, cases))
        begin = time.perf_counter()
        told["judged"] = trial_of(actor, draft, MOST_WEEKS).judged
        told["took"].append(time.perf_counter() - begin)
    print(json.dumps(told))


def fill(draft, actor):
    """Add rules until there are twenty: every condition is asked, hardly any of them fits."""
    from lingdang.dispatching.public import RuleData, save_rule
    from lingdang.standards.public import street_classes

    asked = [
        {"categories": ["06"]},
        {"words": ["塌陷", "漏气", "触电"]},
        {"urgent": True},
        {"working": False},
        {"time_from": hour(22), "time_to": hour(6)},
        {"weekdays": [5, 6]},
        {"sources": ["hotline", "media"]},
        {"street_classes": [street_classes()[0].key]},
    ]
    there = draft.rules.count()
    for number in range(max(0, 20 - there)):
        told = RuleData(
            name=f"试{number}", target="keep", level="building", **asked[number % len(asked)]
        )
        save_rule(rule_set_id=draft.pk, told=told, by=actor)
    return draft.rules.count()


def read(path, cases):
    """Seconds that it takes to read the same columns of as many cases, and nothing more."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SET search_path = district, public")
        begin = time.perf_counter()
        connection.execute(_READ, [f"{path}%", cases]).fetchall()
        return time.perf_counter() - begin


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(int(sys.argv[2]))
    else:
        say("a district is being made …")
        main(int(sys.argv[1]) if sys.argv[1:] else CASES)
