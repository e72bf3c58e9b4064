"""A phone and the server come to the same: take all in, do what there is time for."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Lock
from time import monotonic

from django.conf import settings

from lingdang.fieldwork import queries
from lingdang.fieldwork.services.applying import apply_next
from lingdang.fieldwork.services.receiving import Sent, Taken, take_in
from lingdang.kernel.actor import Actor


class Rush:
    """How many phones a process is answering: in a rush all are taken in before one is served."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.phones = 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        with self._lock:
            self.phones += 1
        try:
            yield
        finally:
            with self._lock:
                self.phones -= 1


rush = Rush()


def sync(*, device: str, phone_time: datetime, sent: Sequence[Sent], by: Actor) -> Taken:
    """Note all that was sent, then do what fits; the worker does the rest."""
    until = monotonic() + settings.FIELDWORK_SECONDS
    with rush.one_more():
        taken = take_in(device=device, phone_time=phone_time, sent=sent, by=by)
        done = 0
        while rush.phones == 1 and monotonic() < until and apply_next(taken.device_id):
            done += 1
    return replace(taken, noted=queries.actions_by_key(by, taken.noted)) if done else taken
