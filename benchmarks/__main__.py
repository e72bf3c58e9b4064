"""``make bench``: what each operation costs, absolute and against a yardstick of the same run."""

import argparse
import json
import platform
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from statistics import median

import httpx

from benchmarks import load, processes, server
from benchmarks.inside import PHOTOS_EACH, VIEW

CLIENTS = 16
_ONCE_WARM = 1  # second
_SEND = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [[%s]]
"""
_SEND_PHOTOS = """
local photo = %d
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function()
  photo = photo + %d
  local ids = photo .. "," .. (photo + 1)
  return wrk.format(nil, nil, nil, '%s' .. ids .. "]}")
end
"""


@dataclass
class Operation:
    name: str
    run: object  # () -> Load
    yardstick: object  # () -> rate
    per: str
    goal: int = 0
    loads: list = field(default_factory=list)
    ratios: list = field(default_factory=list)
    cpu: list = field(default_factory=list)

    def row(self, statements):
        rate = median(found.rate for found in self.loads)
        p50, p99 = (median(getattr(found, name) for found in self.loads) for name in ("p50", "p99"))
        wrong = sum(found.wrong for found in self.loads)
        return [
            self.name + (f" ({wrong} refused)" if wrong else ""),
            f"{rate:,.0f}",
            f"{p50:.0f} / {p99:.0f}",
            f"{median(self.cpu):.1f}",
            f"{median(self.ratios):.3f} of {self.per}",
            f"{statements[self.name]}",
            f"{self.goal:,}" if self.goal else "",
        ]


def main():
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="10,000 cases, one round")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--seconds", type=int, default=4, help="of each measurement")
    options = asked.parse_args()
    cases, rounds, seconds = 100_000, options.rounds, options.seconds
    if options.quick:
        cases, rounds, seconds = 10_000, 1, 2
    begin = time.monotonic()
    say(f"a district of {cases:,} cases in 5,286 grids is being made …")
    with server.district(cases) as served:
        inside = json.loads(run_inside(served.environment))
        say(f"ready after {time.monotonic() - begin:.0f} s; {rounds} rounds of {seconds} s each")
        operations = operations_of(served, inside, seconds)
        for operation in operations:
            measure(operation, served, rounds)
        show(served, inside, operations, cases)
    say(f"\n{time.monotonic() - begin:.0f} s in all, {platform.python_version()}")


def say(text):
    print(text, flush=True)


def run_inside(environment):
    command = [sys.executable, "-m", "benchmarks.inside"]
    done = subprocess.run(
        command, env=environment, cwd=server.ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def operations_of(served, inside, seconds):
    token, cookie = f"Authorization: Bearer {inside['key']}", f"Cookie: {inside['cookie']}"
    photos = iter(range(inside["first_photo"], 10**12, 10_000))  # each run has its own

    def get(path, header):
        return partial(load.wrk, server.URL + path, seconds=seconds, headers=[header])

    def post(lua):
        url = f"{server.URL}/api/v1/cases"
        return load.wrk(url, connections=CLIENTS, seconds=seconds, lua=lua, headers=[token])

    def plain():
        return post(_SEND % json.dumps(inside["report"]))

    def with_photos():
        body = json.dumps(inside["report"])[:-1] + ', "photo_ids": ['
        return post(_SEND_PHOTOS % (next(photos), PHOTOS_EACH, body.replace("\\", "\\\\")))

    def inserts():
        url = served.environment["DATABASE_URL"]
        return load.pgbench(
            url, inside["script"], schema="district", clients=CLIENTS, seconds=seconds
        )

    def health():
        return load.wrk(f"{server.URL}/healthz", connections=CLIENTS, seconds=seconds).rate

    case = inside["case"]
    return [
        Operation("accept a report", plain, inserts, "pgbench", 500),
        Operation("accept, with 2 photographs", with_photos, inserts, "pgbench"),
        *(
            Operation(name, get(path, header), health, "/healthz", goal)
            for name, path, header, goal in (
                ("list of 50, JSON", "/api/v1/cases", token, 300),
                ("list of 50, page", "/desk/cases/", cookie, 100),
                ("case, JSON", f"/api/v1/cases/{case}", token, 300),
                ("case, page", f"/desk/cases/{case}/", cookie, 0),
                (
                    "map in view, 1,000 points",
                    f"/desk/cases/points.json?bbox={VIEW}",
                    cookie,
                    0,
                ),
            )
        ),
    ]


def measure(operation, served, rounds):
    """Yardstick, operation, yardstick …: what else the machine does weighs on both."""
    url, own = served.environment["DATABASE_URL"], processes.below(served.pid)
    operation.run()  # warm
    before = operation.yardstick()
    for _ in range(rounds):
        busy = own + processes.backends(url)
        spent = processes.spent(busy)
        found = operation.run()
        operation.cpu.append((processes.spent(busy) - spent) / max(1, found.count))
        after = operation.yardstick()
        operation.loads.append(found)
        operation.ratios.append(found.rate / ((before + after) / 2))
        before = after


def show(served, inside, operations, cases):
    head = ["operation", "per second", "ms p50 / p99", "CPU ms", "ratio", "SQL", "wanted"]
    say(f"\n{cases:,} cases, {CLIENTS} clients\n")
    table(head, [operation.row(inside["statements"]) for operation in operations])
    bare = median(rate for rate, _ in inside["locate"])
    rate = median(rate for _, rate in inside["locate"])
    ratio = median(found / yardstick for yardstick, found in inside["locate"])
    say(
        f"\nlocate, 5,000 grids: {rate:,.0f} look-ups/s in one process (wanted: 50,000),"
        f" {ratio:.2f} of the bare index ({bare:,.0f}/s)"
    )
    say("\nThe worklist's page, one client, nobody else (wanted: below 100 ms)\n")
    table(["worklist", "ms", "worst"], worklists(inside))
    say("\nMemory (shared pages counted once)\n")
    table(
        ["process", "MiB"], [[name, f"{mib:.0f}"] for name, mib in processes.resident(served.pid)]
    )


def worklists(inside):
    """Median and worst of eleven tries each."""
    headers = {"Cookie": inside["cookie"], "HX-Request": "true"}
    with httpx.Client(base_url=server.URL, headers=headers, timeout=60) as client:
        for name, query in inside["lists"].items():
            address = f"/desk/cases/?{query}"
            client.get(address).raise_for_status()
            took = sorted(client.get(address).elapsed.total_seconds() * 1000 for _ in range(11))
            yield [name, f"{median(took):.0f}", f"{took[-1]:.0f}"]


def table(head, rows):
    rows = [head, ["---"] * len(head), *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
