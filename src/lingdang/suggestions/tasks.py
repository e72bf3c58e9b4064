"""What comes round: learning, in a process of its own, for it takes a while."""

import subprocess
import sys
from pathlib import Path

from django.utils import timezone

from lingdang.journal.public import periodic
from lingdang.suggestions.services import forget_traces, learning_is_due, trace_missing

_EVERY_SECONDS = 600


@periodic(_EVERY_SECONDS)
def learn() -> None:
    """The worker goes on delivering meanwhile; two that learn at once wait for each other."""
    if learning_is_due(timezone.now()):
        command = str(Path(sys.executable).parent / "lingdang")
        subprocess.Popen([command, "classify", "refresh"], stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command


@periodic(_EVERY_SECONDS)
def keep_traces() -> None:
    forget_traces()
    trace_missing()
