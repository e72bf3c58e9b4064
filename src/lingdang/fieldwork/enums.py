"""The words of work done outside: what a phone may send, and what becomes of it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    REPORT = "report", pgettext_lazy("kind of action", "Report")
    SETTLE = "settle", pgettext_lazy("kind of action", "Settle on the spot")
    KEEP = "keep", pgettext_lazy("kind of action", "Settle in the grid")
    HANDLE = "handle", pgettext_lazy("kind of action", "Put right")
    PASS_UP = "pass_up", pgettext_lazy("kind of action", "Pass up")
    ASSIGN = "assign", pgettext_lazy("kind of action", "Assign")
    HAND_OVER = "hand_over", pgettext_lazy("kind of action", "Hand over the shift")
    VERIFY = "verify", pgettext_lazy("kind of action", "Verify")
    RETURN = "return", pgettext_lazy("kind of action", "Return")
    VISIT = "visit", pgettext_lazy("kind of action", "Care visit")
    NOTE = "note", pgettext_lazy("kind of action", "Note")
    FINDING = "finding", pgettext_lazy("kind of action", "Record what is found")
    REST = "rest", pgettext_lazy("kind of action", "All items left meet it")


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of an action", "Waiting")
    DONE = "done", pgettext_lazy("state of an action", "Done")
    REFUSED = "refused", pgettext_lazy("state of an action", "Refused")
    CONFLICT = "conflict", pgettext_lazy("state of an action", "Decide")
    DROPPED = "dropped", pgettext_lazy("state of an action", "Put aside")


class Choice(models.TextChoices):
    """What its person may make of an action that could not be done as it was meant."""

    NOTE = "note", pgettext_lazy("choice of an action", "Add it to the case as a note")
    REPORT = "report", pgettext_lazy("choice of an action", "Report it as another case")
    WITHOUT_PHOTOS = (
        "without_photos",
        pgettext_lazy("choice of an action", "Go on without the missing photographs"),
    )
    RETRY = "retry", pgettext_lazy("choice of an action", "Try again")
    DROP = "drop", pgettext_lazy("choice of an action", "Put it aside")


OPEN = frozenset({State.WAITING, State.CONFLICT})
UNSETTLED = frozenset({State.CONFLICT, State.REFUSED})  # why not is said, and what may be chosen
