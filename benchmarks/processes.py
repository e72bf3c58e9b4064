"""What the server's processes cost: memory, and processor time with that of their database."""

import os
from pathlib import Path

import psycopg

_TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds


def below(pid):
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in below(int(child)))]


def backends(url):
    """The database's processes for this district; none when it runs elsewhere."""
    with psycopg.connect(url) as connection:
        asked = connection.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in asked if _is_postgres(pid)]


def _is_postgres(pid):
    name = Path(f"/proc/{pid}/comm")
    return name.exists() and name.read_text().startswith("postgres")


def spent(pids):
    """Milliseconds of processor time so far."""
    return sum(map(_spent, pids))


def _spent(pid):
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():  # ended since
        return 0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK


def on_cpu(pid):
    """Milliseconds of processor time so far, to the microsecond; 0 of one that is not here."""
    return int((_read(pid, "schedstat") or "0").split()[0]) / 1e6


def resident(pid):
    """Memory of the processes below ``pid``: [(what, MiB)], shared pages counted once each."""
    found = [(name(below_it), _mib(below_it)) for below_it in below(pid)]
    return [(what, mib) for what, mib in found if mib]


def name(pid):
    words = _read(pid, "cmdline").split("\0")
    known = {"serve": "keeper", "work": "worker"}
    return next((known[word] for word in words if word in known), "web server")


def _mib(pid):
    lines = _read(pid, "smaps_rollup").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _read(pid, file):
    """What the system says of a process; nothing of one that has ended since."""
    try:
        return Path(f"/proc/{pid}/{file}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
