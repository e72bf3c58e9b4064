"""What comes round: learning, in a process of its own, for it takes a while."""

import subprocess
import sys
from pathlib import Path

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


def _run(*words: str) -> None:
    command = str(Path(sys.executable).parent / "lingdang")
    subprocess.Popen([command, *words], stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
