"""A served district of a given size, on a database of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import psycopg

from lingdang import embedded

ROOT = Path(__file__).parents[1]
COMMAND = Path(sys.executable).with_name("lingdang")
PORT = 8765
URL = f"http://127.0.0.1:{PORT}"


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
    """The demo district grown to ``cases`` cases, served; yields (environment, database url)."""
    name = "lingdang_benchmark"
    admin = database_url("postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    folder = tempfile.mkdtemp()
    environment = os.environ | {
        "DATABASE_URL": database_url(name),
        "LINGDANG_DEMO": "1",
        "LINGDANG_VAR": folder,
        "PORT": str(PORT),
    }
    process = start(environment)
    try:
        grow(environment["DATABASE_URL"], cases)
        yield environment
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(folder)


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
    for _ in range(600):
        try:
            if httpx.get(f"{URL}/healthz", timeout=2).status_code == 200:
                return process
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit(f"the server did not start:\n{log.read_text()[-3000:]}")


UNIQUE_PER_CASE = {"id", "public_id", "request_key", "request_scope", "request_digest"}
FRESH = {"public_id": "gen_random_uuid()"}


def grow(url, cases):
    """Multiply the cases, each copy earlier than its original by its own number of minutes."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = district, public")
        have = connection.execute("SELECT count(*) FROM cases_case").fetchone()[0]
        columns = connection.execute(
            "SELECT attname, atttypid::regtype::text FROM pg_attribute"
            " WHERE attrelid = 'cases_case'::regclass AND attnum > 0"
            " AND NOT attisdropped AND attgenerated = ''"
        ).fetchall()
        unique = connection.execute(
            "SELECT DISTINCT a.attname FROM pg_index i JOIN pg_attribute a"
            " ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indrelid = 'cases_case'::regclass AND i.indisunique"
        ).fetchall()
        unique = {row[0] for row in unique}
        names, values = [], []
        for name, kind in columns:
            if name in unique and kind != "uuid":
                continue
            names.append(name)
            if kind == "uuid" and name in unique:
                values.append("gen_random_uuid()")
            elif kind == "timestamp with time zone":
                values.append(f"c.{name} - n * interval '37 minutes'")
            else:
                values.append(f"c.{name}")
        copies = max(0, (cases - have) // have)
        connection.execute(
            f"INSERT INTO cases_case ({', '.join(names)}) SELECT {', '.join(values)}"
            f" FROM cases_case c CROSS JOIN generate_series(1, {copies}) n"
        )
        connection.execute("VACUUM ANALYZE cases_case")
