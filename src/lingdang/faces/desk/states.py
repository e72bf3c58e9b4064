"""What a case's state is called at the desk, and in which colour: always both."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import ENDED, State
from lingdang.places.public import calendar

SOON_HOURS = 4  # working hours before the deadline from which a case is shown as due soon


class Dated(Protocol):
    state: str
    returns: int
    due_at: datetime | None


WORDS: dict[str, tuple[str | Promise, str]] = {
    State.RECEIVED: (pgettext_lazy("what a case waits for", "to be received"), "grey"),
    State.FILED: (pgettext_lazy("what a case waits for", "to be dispatched"), "blue"),
    State.DISPATCHED: (pgettext_lazy("what a case waits for", "being handled"), "blue"),
    State.HANDLED: (pgettext_lazy("what a case waits for", "to be verified"), "blue"),
    State.VERIFIED: (pgettext_lazy("what a case waits for", "to be called back"), "blue"),
    State.CALLED_BACK: (pgettext_lazy("what a case waits for", "to be closed"), "blue"),
    State.CLOSED: (pgettext_lazy("what a case waits for", "closed"), "green"),
    State.REFUSED: (pgettext_lazy("what a case waits for", "refused"), "grey"),
    State.WITHDRAWN: (pgettext_lazy("what a case waits for", "withdrawn"), "grey"),
    State.MERGED: (pgettext_lazy("what a case waits for", "merged"), "grey"),
}
OVERDUE = _("overdue")
DUE_SOON = _("due soon")
STILL = _("clock stopped")
RETURNED = _("to be done again")


@dataclass(frozen=True, slots=True)
class Badge:
    word: str
    colour: str


def soon(now: datetime) -> datetime:
    """Until when a deadline counts as near, seen from ``now``."""
    return calendar().after(now, SOON_HOURS, "working_hours")


def badge(case: Dated, now: datetime, near: datetime) -> Badge:
    """Danger outranks return, return outranks the plain state; the word says which."""
    due = case.due_at if case.state not in ENDED else None
    danger = "" if due is None or due > near else "over" if due < now else "soon"
    returned = case.state == State.DISPATCHED and case.returns > 0
    return _badge(get_language() or "", case.state, danger, returned=returned)


@cache
def _badge(_language: str, state: str, danger: str, *, returned: bool) -> Badge:
    word, colour = (RETURNED, "purple") if returned else WORDS[state]
    if danger == "over":
        return Badge(f"{OVERDUE} · {word}", "red")
    if danger == "soon":
        return Badge(f"{DUE_SOON} · {word}", "amber")
    return Badge(str(word), colour)
