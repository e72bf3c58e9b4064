"""What phones sent and no request had time for, at every turn of the worker."""

from time import monotonic

from lingdang.fieldwork.services.applying import apply_due
from lingdang.journal.public import periodic

_A_TURN = 2.0  # seconds; deliveries have their turn in between


@periodic(0.0)
def apply_waiting() -> None:
    apply_due(until=monotonic() + _A_TURN)
