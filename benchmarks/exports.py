"""What it takes to export a long list of cases as CSV and xlsx, beside a COPY of the same rows.

``python -m benchmarks.exports [ROWS]`` grows a served district until its dispatcher sees so many
cases (200,000 unless said), downloads the list as a browser does, and counts what arrived. A
dispatcher of one town downloads too: theirs holds what they see and no more.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import httpx
import psycopg

from benchmarks import processes, server
from benchmarks.__main__ import say, table

ROWS = 200_000
_MORE = 1.35  # some of the grown cases lie in other districts
WHOLE, TOWN = "dispatch.shifanqu", "dispatch.binhu"
_COPY = """
COPY (SELECT id, state, description, path, category_id, unit_id, due_at, received_at, source,
    returns, address, handled_at, closed_at, outcome, reopened, settled, rating, lng, lat,
    suspended_since, extensions, misdispatches, overdue, excused, merged_into_id, parent_id,
    procedure_id, particulars
FROM cases_case WHERE path LIKE '{path}%' ORDER BY received_at DESC, id DESC)
TO STDOUT (FORMAT csv)
"""
_CHUNK = 1 << 16


def main(rows):
    with server.district(round(rows * _MORE)) as served:
        seen = json.loads(asked(served.environment))
        lines = [line for login, told in seen.items() for line in downloads(served, login, told)]
        head = ["who", "as", "rows", "s", "first byte, s", "MB", "rows/s", "of COPY", "peak MiB"]
        table([*head, "before"], lines)


def asked(environment):
    command = [sys.executable, "-m", "benchmarks.exports", "inside"]
    done = subprocess.run(
        command, env=environment, cwd=server.ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def inside():
    """Say how many cases each of the two sees, and where; sign both in."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.base")
    django.setup()
    from django.test import Client

    from lingdang.cases.public import cases_for
    from lingdang.people.public import Duty, actor_for, person_by_login

    told = {}
    for login in (WHOLE, TOWN):
        person = person_by_login(login)
        actor, client = actor_for(person), Client(headers={"Host": "127.0.0.1"})
        client.force_login(person)
        told[login] = {
            "cookie": f"sessionid={client.cookies['sessionid'].value}",
            "rows": cases_for(actor).count(),
            "path": min(actor.reach(Duty.SEE_CASE).paths),
        }
    print(json.dumps(told))


def downloads(served, login, told):
    for form in ("csv", "xlsx"):
        before = copied(served, told["path"])
        resting = forget_peaks(served)
        took, first, size, rows = fetched(form, told["cookie"])
        if rows != told["rows"]:
            raise SystemExit(f"{login} sees {told['rows']} cases, {form} holds {rows}")
        yardstick = (before + copied(served, told["path"])) / 2
        yield [
            *(login, form, f"{rows:,}", f"{took:.1f}", f"{first:.2f}", f"{size / 2**20:.1f}"),
            *(f"{rows / took:,.0f}", f"{yardstick / took:.3f}", f"{peak(served):.0f}"),
            f"{resting:.0f}",
        ]


def copied(served, path):
    """Seconds that the database takes to say the same columns of the same cases."""
    with psycopg.connect(served.environment["DATABASE_URL"]) as connection:
        connection.execute("SET search_path = district, public")
        begin = time.perf_counter()
        with connection.cursor().copy(_COPY.format(path=path)) as copy:
            for _some in copy:
                pass
        return time.perf_counter() - begin


def fetched(form, cookie):
    """Seconds in all and to the first byte, bytes, and rows below the header."""
    address = f"{server.URL}/desk/cases/export.{form}"
    with tempfile.NamedTemporaryFile(suffix=form) as file:
        begin, first = time.perf_counter(), 0.0
        with httpx.stream("GET", address, headers={"Cookie": cookie}, timeout=60) as answer:
            answer.raise_for_status()
            for some in answer.iter_raw():
                first = first or time.perf_counter() - begin
                file.write(some)
        took = time.perf_counter() - begin
        file.flush()
        return took, first, Path(file.name).stat().st_size, ROWS_OF[form](file.name)


def rows_of_csv(name):
    with Path(name).open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _row in csv.reader(file)) - 1


def rows_of_xlsx(name):
    with zipfile.ZipFile(name) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
        found, rest = 0, b""
        while some := sheet.read(_CHUNK):
            found += (rest + some).count(b"<row")
            rest = some[-3:]
        return found - 1


ROWS_OF = {"csv": rows_of_csv, "xlsx": rows_of_xlsx}


def web_servers(served):
    """The processes that answer: all that live below the keeper but the worker."""
    living = [pid for pid in processes.below(served.pid) if _status(pid, "VmHWM")]
    return [pid for pid in living if processes.name(pid) == "web server"]


def forget_peaks(served):
    """Let the peak begin anew; MiB that the largest of them holds now."""
    for pid in web_servers(served):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return peak(served)


def peak(served):
    return max(_status(pid, "VmHWM") for pid in web_servers(served))


def _status(pid, what):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = [int(line.split()[1]) / 1024 for line in lines if line.startswith(what)]
    return found[0] if found else 0.0  # of a process that has ended


if __name__ == "__main__":
    if sys.argv[1:] == ["inside"]:
        inside()
    else:
        say("a district is being made …")
        main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
