"""The words of work done outside: what a phone may send, and what becomes of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    REPORT = "report", _("Report")
    SETTLE = "settle", _("Settle on the spot")
    KEEP = "keep", _("Settle in the grid")
    HANDLE = "handle", _("Put right")
    PASS_UP = "pass_up", _("Pass up")
    ASSIGN = "assign", _("Assign")
    HAND_OVER = "hand_over", _("Hand over the shift")
    VERIFY = "verify", _("Verify")
    RETURN = "return", _("Return")
    VISIT = "visit", _("Care visit")
    NOTE = "note", _("Note")


class State(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of an action", "Waiting")
    DONE = "done", pgettext_lazy("state of an action", "Done")
    REFUSED = "refused", pgettext_lazy("state of an action", "Refused")
    CONFLICT = "conflict", pgettext_lazy("state of an action", "Decide")
    DROPPED = "dropped", pgettext_lazy("state of an action", "Put aside")


class Choice(models.TextChoices):
    """What its person may make of an action that could not be done as it was meant."""

    NOTE = "note", _("Add it to the case as a note")
    REPORT = "report", _("Report it as another case")
    WITHOUT_PHOTOS = "without_photos", _("Go on without the missing photographs")
    RETRY = "retry", _("Try again")
    DROP = "drop", _("Put it aside")


OPEN = frozenset({State.WAITING, State.CONFLICT})
UNSETTLED = frozenset({State.CONFLICT, State.REFUSED})  # why not is said, and what may be chosen
