"""The door to worklists: lists that people keep, steps for many cases at once."""

from lingdang.worklists.enums import Outcome
from lingdang.worklists.models import Run, RunRow, SavedList
from lingdang.worklists.queries import (
    MOST,
    Preview,
    lists_for,
    previewed,
    rows_of,
    run_for,
    runs_for,
)
from lingdang.worklists.services import begin_run, carry_on, remove_list, save_list, undo_run

__all__ = [
    "MOST",
    "Outcome",
    "Preview",
    "Run",
    "RunRow",
    "SavedList",
    "begin_run",
    "carry_on",
    "lists_for",
    "previewed",
    "remove_list",
    "rows_of",
    "run_for",
    "runs_for",
    "save_list",
    "undo_run",
]
