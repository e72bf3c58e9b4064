"""What comes round: learning, in a process of its own, for it takes a while."""

import subprocess
import sys
from pathlib import Path
from threading import Thread

from django.utils import timezone

from lingdang.journal.public import periodic
from lingdang.suggestions.services import forget_traces, learning_is_due, trace_missing

_EVERY_SECONDS = 600
_EVERY_HOUR = 3600


@periodic(_EVERY_SECONDS)
def learn() -> None:
    """The worker goes on delivering meanwhile; two that learn at once wait for each other."""
    if learning_is_due(timezone.now()):
        _run("classify", "refresh")


@periodic(_EVERY_HOUR)
def find_hot() -> None:
    """Two rounds at once wait for each other, and the second finds the same."""
    _run("hot", "find")


@periodic(_EVERY_SECONDS)
def keep_traces() -> None:
    forget_traces()
    trace_missing()


def _run(*words: str) -> int:
    """Start it and go on; a thread waits for its end, or it would stay behind as a zombie."""
    command = str(Path(sys.executable).parent / "lingdang")
    child = subprocess.Popen([command, *words], stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
    Thread(target=child.wait, name=f"wait for {words[0]}", daemon=True).start()
    return child.pid
