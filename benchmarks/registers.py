"""What 50,000 entries of one register cost: the sheet in, a page of the table, a map, totals, out.

``python -m benchmarks.registers [ROWS]`` makes a district on a database of its own, and fails when
the import takes more than 60 s, a page more than 100 ms or the xlsx more than 20 s.
"""

import io
import json
import os
import subprocess
import sys
import time
from statistics import median

from benchmarks import server
from benchmarks.__main__ import say, table

ROWS, ROUNDS = 50_000, 9
LIMITS = {"import": 60.0, "page": 0.1, "xlsx": 20.0}
LOGIN = "dispatch.shifanqu"
PAGES = {
    "first page": "",
    "searched": "?q=餐饮店 04",
    "by a choice": "?f_trade=药店",
    "by a date": "?f_signed_on_from=2026-03-01&f_signed_on_to=2026-03-31",
    "sorted by a field": "?sort=signed_on",
    "totals by choice": "totals/?by=trade",
    "map in full view": "points.json?bbox=113.2,33.7,113.6,33.9",
    "map near": "points.json?bbox=113.30,33.76,113.31,33.77",
}


def main(rows):
    with server.district(1_000) as served:
        command = [sys.executable, "-m", "benchmarks.registers", "inside", str(rows)]
        done = subprocess.run(
            command,
            env=served.environment,
            cwd=server.ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        found = json.loads(done.stdout.splitlines()[-1])
    table(["what", "s", "at most"], [[name, f"{s:.3f}", limit or ""] for name, s, limit in found])
    late = [name for name, seconds, limit in found if limit and seconds > limit]
    if late:
        raise SystemExit(f"too slow: {', '.join(late)}")


def sheet(rows):
    """What an office sends: shops with a number of their own, at points of the district."""
    trades = ("餐饮", "百货", "理发美容", "修理", "药店")
    lines = ["店名,统一社会信用代码,责任书,行业,签订日期,经度,纬度"]
    for number in range(rows):
        trade = trades[number % 5]
        day = f"2026-{number % 9 + 1:02}-{number % 28 + 1:02}"
        lng, lat = 113.31 + number % 317 / 2000, 33.765 + number % 211 / 2400
        code = f"91410400MA{number:08}"
        lines.append(f"{trade}店 {number:05},{code},门前五包,{trade},{day},{lng:.5f},{lat:.5f}")
    return "\n".join(lines).encode("gbk")


def inside(rows):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from lingdang.people.public import person_by_login
    from lingdang.registers.public import choose_columns, upload_sheet, write_import
    from lingdang.registers.services.work import PROCESS

    call_command("registers", "define", "shops", "--code", "bench", stdout=io.StringIO())
    begin = time.perf_counter()
    run = upload_sheet(code="bench", content=sheet(rows), file_name="店.csv", by=PROCESS)
    choose_columns(import_id=run.pk, columns=run.columns, by=PROCESS)
    gone_through(run, "checking")
    write_import(import_id=run.pk, partial=True, by=PROCESS)
    gone_through(run, "writing")
    found = [["import: read, checked, written", time.perf_counter() - begin, LIMITS["import"]]]
    if run.created != rows:
        raise SystemExit(f"{run.created} of {rows} rows came in")
    client = Client(headers={"Host": "127.0.0.1"})
    client.force_login(person_by_login(LOGIN))
    for name, query in PAGES.items():
        limit = LIMITS["page"] if "map" not in name and "totals" not in name else None
        found.append([f"{name}, median", asked(client, query), limit])
    found.append(["xlsx", downloaded(client), LIMITS["xlsx"]])
    print(json.dumps(found))


def gone_through(run, state):
    """The worker of the served district does it; we look now and then, as its page does."""
    said = 0
    while True:
        run.refresh_from_db()
        if run.state != state:
            return
        if run.done // 10_000 > said:
            said = run.done // 10_000
            say(f"{run.state}: {run.done:,} of {run.rows:,} rows")
        time.sleep(0.2)


def asked(client, query):
    took = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        answer = client.get(f"/desk/registers/bench/{query}")
        took.append(time.perf_counter() - begin)
        if answer.status_code != 200:
            raise SystemExit(f"{query}: {answer.status_code}")
    return median(took)


def downloaded(client):
    begin = time.perf_counter()
    answer = client.get("/desk/registers/bench/export.xlsx")
    size = sum(len(some) for some in answer.streaming_content)
    say(f"xlsx: {size / 2**20:.1f} MB")
    return time.perf_counter() - begin


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(int(sys.argv[2]))
    else:
        say("a district is being made …")
        main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
