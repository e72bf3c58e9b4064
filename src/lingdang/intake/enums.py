"""The words of an import: where it stands, what leads where, what a column may mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps


class State(models.TextChoices):
    UPLOADED = "uploaded", pgettext_lazy("state of an import", "Columns to be said")
    CHECKING = "checking", pgettext_lazy("state of an import", "Being checked")
    CHECKED = "checked", pgettext_lazy("state of an import", "Checked")
    WRITING = "writing", pgettext_lazy("state of an import", "Being written")
    DONE = "done", pgettext_lazy("state of an import", "Done")
    CANCELLED = "cancelled", pgettext_lazy("state of an import", "Cancelled")


class Step(models.TextChoices):
    CHECK = "check", pgettext_lazy("step of an import", "Check")
    SUM_UP = "sum_up", pgettext_lazy("step of an import", "Sum up")
    WRITE = "write", pgettext_lazy("step of an import", "Import")
    FINISH = "finish", pgettext_lazy("step of an import", "Finish")
    CANCEL = "cancel", pgettext_lazy("step of an import", "Cancel")


RUNNING = frozenset({State.CHECKING, State.WRITING})
ENDED = frozenset({State.DONE, State.CANCELLED})

STEPS = Steps(
    start=State.UPLOADED,
    table={
        Step.CHECK: (frozenset({State.UPLOADED, State.CHECKING, State.CHECKED}), State.CHECKING),
        Step.SUM_UP: (RUNNING, State.CHECKED),
        Step.WRITE: (frozenset({State.CHECKED}), State.WRITING),
        Step.FINISH: (frozenset({State.WRITING}), State.DONE),
        Step.CANCEL: (frozenset(State) - ENDED, State.CANCELLED),
    },
)


class Target(models.TextChoices):
    """What a column of somebody's sheet may mean to us."""

    DESCRIPTION = "description", pgettext_lazy("meaning of a column", "What was reported")
    TITLE = "title", pgettext_lazy("meaning of a column", "Title")
    RECEIVED_AT = "received_at", pgettext_lazy("meaning of a column", "Received at")
    EXTERNAL_KEY = "external_key", pgettext_lazy("meaning of a column", "Its own number there")
    SOURCE = "source", pgettext_lazy("meaning of a column", "Source")
    CATEGORY = "category", pgettext_lazy("meaning of a column", "Category: code or name")
    KIND = "kind", pgettext_lazy("meaning of a column", "Matter or component")
    PLACE = "place", pgettext_lazy("meaning of a column", "Place: code or name")
    ADDRESS = "address", pgettext_lazy("meaning of a column", "Where, in words")
    LNG = "lng", pgettext_lazy("meaning of a column", "Longitude")
    LAT = "lat", pgettext_lazy("meaning of a column", "Latitude")
    SYSTEM = "system", pgettext_lazy("meaning of a column", "System of coordinates")
    CONTACT_NAME = "contact_name", pgettext_lazy("meaning of a column", "Reporter's name")
    CONTACT_PHONE = "contact_phone", pgettext_lazy("meaning of a column", "Reporter's phone")
    ANONYMOUS = "anonymous", pgettext_lazy("meaning of a column", "Anonymous: 1 or 0")
    REPORTER_LOGIN = (
        "reporter_login",
        pgettext_lazy("meaning of a column", "Reporter's sign-in name"),
    )
    REPLY = "reply", pgettext_lazy("meaning of a column", "Reply")
    REPLY_AT = "reply_at", pgettext_lazy("meaning of a column", "Replied at")
    REPLY_UNIT = "reply_unit", pgettext_lazy("meaning of a column", "Replying unit: code or name")
    LIKES = "likes", pgettext_lazy("meaning of a column", "Likes")
    DISLIKES = "dislikes", pgettext_lazy("meaning of a column", "Dislikes")
    PROCEDURE = "procedure", pgettext_lazy("meaning of a column", "Procedure: code or name")
    PARTICULARS = "particulars", pgettext_lazy("meaning of a column", "Particulars, as JSON")
    STEPS = "steps", pgettext_lazy("meaning of a column", "Steps, as JSON")
    EXTRA = "extra", pgettext_lazy("meaning of a column", "Keep it besides")


# Their words for these are given a meaning once, for all rows.
NAMED = (
    *(Target.SOURCE, Target.CATEGORY, Target.KIND, Target.PLACE, Target.REPLY_UNIT),
    Target.PROCEDURE,
)
CONSTANT = (*NAMED, Target.SYSTEM)  # may be said once for rows that say nothing


class Replied(models.TextChoices):
    """What an official reply means for the case."""

    HANDLED = "handled", _("It is handled: verify it and call back")
    CLOSED = "closed", _("It is the end: the case is closed, and nobody was asked")
