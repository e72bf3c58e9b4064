"""Imports go on, a little at a time: between two pieces facts are delivered."""

from time import monotonic

from lingdang.journal.public import periodic
from lingdang.registers.queries.imports import waiting_imports
from lingdang.registers.services.work import tidy_imports, work_on

_SLICE_SECONDS = 2.0
_HOUR = 3600


@periodic(1)
def go_on() -> None:
    until = monotonic() + _SLICE_SECONDS
    while monotonic() < until:
        if not sum([work_on(import_id) for import_id in waiting_imports()]):
            return


@periodic(_HOUR)
def tidy() -> None:
    tidy_imports()
