"""``lingdang work``: the worker. Delivers facts and runs what comes round, until told to stop."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connection

from lingdang.journal.services.periodic import run_due_rounds
from lingdang.journal.services.relaying import deliver_due

IDLE_SECONDS = 0.5
RETRY_SECONDS = 2.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Deliver facts and run periodic work until stopped."

    def handle(self, *_args: Any, **_options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            stop.wait(self._turn())

    def _turn(self) -> float:
        """One look at what is due; returns how long to rest. Outlives a database restart."""
        try:
            run_due_rounds()
            return 0.0 if deliver_due() else IDLE_SECONDS
        except (OperationalError, InterfaceError):
            log.exception("the database is away")
            connection.close()
            return RETRY_SECONDS
