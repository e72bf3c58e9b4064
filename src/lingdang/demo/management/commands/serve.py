"""``lingdang serve``: the web server and the worker, over a database made ready first."""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from lingdang import embedded
from lingdang.demo.children import Child, Keeper
from lingdang.demo.loading import is_loaded
from lingdang.settings import env

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Migrate, load the demonstration when LINGDANG_DEMO=1, and serve on 127.0.0.1:$PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        port = env.number("PORT", 8000)
        _require_own_key()
        self._require_free(port)
        if embedded.wanted():
            _forget_dead_holders(embedded.DATA / ".handle_pids.json")
        self._make_ready()
        connections.close_all()  # the keeper needs none
        self._say_where(f"http://{HOST}:{port}")
        keeper = Keeper(self._children(port), say=self.stderr.write)
        if not keeper.run():
            raise CommandError(_("The server does not stay up; what it said stands above."))
        self.stdout.write(_("Stopped. The data stay for the next start."))

    def _require_free(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                problem = _("Port %(port)s is taken; choose another with PORT=…")
                raise CommandError(problem % {"port": port}) from None

    def _make_ready(self) -> None:
        if self._has_unapplied():
            call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if settings.DEMO and not is_loaded():
            self.stdout.write(_("Loading the demonstration district…"))
            call_command("demo", "load", stdout=self.stdout)

    def _has_unapplied(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _children(self, port: int) -> list[Child]:
        scripts = Path(sys.executable).parent
        web = [
            *(str(scripts / "granian"), "--interface", "wsgi", "--no-ws"),
            *("--host", HOST, "--port", str(port), "--respawn-failed-workers"),
            *("--workers", str(env.number("LINGDANG_WORKERS", 2))),
            *("--blocking-threads", str(env.number("LINGDANG_THREADS", 4))),
            *("--backlog", "2048", "--log-level", "warning", "lingdang.wsgi:application"),
        ]
        return [Child("web", web), Child("worker", [str(scripts / "lingdang"), "work"])]

    def _say_where(self, address: str) -> None:
        doors = [
            (_("For residents"), "/"),
            (_("Desk"), "/desk/"),
            (_("API"), "/api/v1/docs"),
            ("Open311", "/open311/discovery.json"),
        ]
        if settings.DEMO:
            doors.insert(2, (_("Every role, one click"), "/demo/"))
        for label, path in doors:
            self.stdout.write(f"  {address}{path:<26} {label}")
        self.stdout.write(_("Ctrl-C stops everything."))
        self.stdout.flush()


def _require_own_key() -> None:
    """Whoever knows the key of the trial could sign a link to any photograph."""
    if settings.SECRET_KEY == settings.TRIAL_KEY and not settings.DEMO:
        raise CommandError(_("Set LINGDANG_SECRET_KEY, or LINGDANG_DEMO=1 for a trial."))


def _forget_dead_holders(file: Path) -> None:
    """A holder that was killed could not sign off; without this the database would outlive us."""
    if file.exists():
        holders = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps([pid for pid in holders if _lives(pid)]), encoding="utf-8")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
