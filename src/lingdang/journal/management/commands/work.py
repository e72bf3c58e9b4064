"""``lingdang work``: the worker. Delivers facts and runs what comes round, until told to stop."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from lingdang.journal.services.periodic import run_due_rounds
from lingdang.journal.services.relaying import deliver_due

IDLE_SECONDS = 0.5
DOUBLINGS = 6  # of the rest while the database is away: half a minute at most
AT_A_TIME = 50  # deliveries between two looks at what comes round and whether to stop
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Deliver facts and run periodic work until stopped."
    failures = 0

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
            delivered = deliver_due(AT_A_TIME)
        except Error as error:
            self.failures += 1
            log.warning("the database is away (%s times): %s", self.failures, error)
            connection.close()
            return IDLE_SECONDS * 2.0 ** min(self.failures, DOUBLINGS)
        self.failures = 0
        return 0.0 if delivered else IDLE_SECONDS
