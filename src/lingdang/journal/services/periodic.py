"""Work that comes round: rooms register it, the worker runs it."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError

RETRY_SECONDS = 60.0
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Round:
    work: Callable[[], object]
    seconds: float
    due: float = field(default=0.0)


_rounds: list[_Round] = []


def periodic(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Have the worker call a function every so many seconds; it must be safe to run again."""

    def register(work: Callable[[], object]) -> Callable[[], object]:
        _rounds.append(_Round(work, seconds))
        return work

    return register


def run_due_rounds() -> None:
    """Run what is due; one that fails is logged and tried again within a minute.

    Where the database is away or cut off the error goes on to the worker, who waits for it.
    """
    for item in _rounds:
        if time.monotonic() >= item.due:
            item.due = time.monotonic() + item.seconds
            try:
                item.work()
            except (InterfaceError, OperationalError):
                item.due = time.monotonic() + min(item.seconds, RETRY_SECONDS)
                raise
            except Exception:
                item.due = time.monotonic() + min(item.seconds, RETRY_SECONDS)
                log.exception("periodic %s failed", item.work.__qualname__)
