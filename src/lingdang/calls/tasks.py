"""Calls that nobody answered in time climb."""

from lingdang.calls.handlers import CLIMBER
from lingdang.calls.services import climb_due
from lingdang.journal.public import periodic

_EVERY_SECONDS = 2


@periodic(_EVERY_SECONDS)
def climb() -> None:
    climb_due(by=CLIMBER)
