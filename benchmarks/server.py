"""A served district of a given size, on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

from benchmarks import ground, growth
from lingdang import embedded

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("lingdang")


def free_port():
    """One that nobody serves at: another district may be measured beside this one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


PORT = free_port()
URL = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Server:
    environment: dict[str, str]
    pid: int


def database_url(name):
    parts = urlsplit(os.environ.get("DATABASE_URL") or embedded.url())
    return urlunsplit(parts._replace(path=f"/{name}"))


def lingdang(environment, *arguments):
    done = subprocess.run(
        [COMMAND, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@contextmanager
def district(cases):
    """The demo district grown to ``cases`` cases in 5,000 grids more, served; yields its server."""
    name = "lingdang_benchmark"
    _held = embedded.start() if embedded.wanted() else None
    admin = database_url("postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": database_url(name),
            "LINGDANG_DEMO": "1",
            "LINGDANG_VAR": folder,
            "PORT": str(PORT),
        }
        process = start(environment)
        try:
            ground.lay(environment["DATABASE_URL"])
            growth.grow(environment["DATABASE_URL"], cases, ground.GRIDS)
            lingdang(environment, "journal", "seal")
            yield Server(environment, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(environment):
    log = Path(environment["LINGDANG_VAR"]) / "serve.log"
    process = subprocess.Popen(
        [COMMAND, "serve"],
        env=environment,
        cwd=ROOT,
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    for _ in range(1800):
        try:
            if httpx.get(f"{URL}/healthz", timeout=2).status_code == 200:
                return process
        except httpx.TransportError:
            time.sleep(0.2)
    process.terminate()
    raise SystemExit(f"the server did not start:\n{log.read_text()[-3000:]}")
