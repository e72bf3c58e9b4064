"""The words of supervision: kinds of rounds, how far one is, what was found at a point."""

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps

# The names of duties.
PLAN, RECORD, ORDER = "inspections.plan", "inspections.record", "inspections.order"
PUBLISH, SEE = "inspections.publish", "inspections.see"
IMPORT = "inspections.import"  # of processes: no post carries it


class Kind(models.TextChoices):
    DAILY = "daily", pgettext_lazy("kind of a round", "Daily")
    KEY = "key", pgettext_lazy("kind of a round", "Key")
    SPECIAL = "special", pgettext_lazy("kind of a round", "Special subject")
    TRADE = "trade", pgettext_lazy("kind of a round", "By trade")


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state of a round", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("state of a round", "Under way")
    DONE = "done", pgettext_lazy("state of a round", "Done")
    PUBLISHED = "published", pgettext_lazy("state of a round", "Published")
    CANCELLED = "cancelled", pgettext_lazy("state of a round", "Cancelled")


class Step(models.TextChoices):
    CHANGE = "change", pgettext_lazy("step of a round", "Change the plan")
    BEGIN = "begin", pgettext_lazy("step of a round", "Begin")
    FINISH = "finish", pgettext_lazy("step of a round", "Finish")
    RESUME = "resume", pgettext_lazy("step of a round", "Go on")
    PUBLISH = "publish", pgettext_lazy("step of a round", "Publish")
    CANCEL = "cancel", pgettext_lazy("step of a round", "Cancel")


STEPS = Steps(
    State.PLANNED,
    {
        Step.CHANGE: (frozenset({State.PLANNED}), State.PLANNED),
        Step.BEGIN: (frozenset({State.PLANNED}), State.UNDER_WAY),
        Step.FINISH: (frozenset({State.UNDER_WAY}), State.DONE),
        Step.RESUME: (frozenset({State.DONE}), State.UNDER_WAY),
        Step.PUBLISH: (frozenset({State.DONE}), State.PUBLISHED),
        Step.CANCEL: (frozenset({State.PLANNED}), State.CANCELLED),
    },
)
CORRECTABLE = frozenset({State.UNDER_WAY, State.DONE})


class Result(models.TextChoices):
    MET = "met", pgettext_lazy("result at an item", "Meets it")
    PARTLY = "partly", pgettext_lazy("result at an item", "Mostly meets it")
    UNMET = "unmet", pgettext_lazy("result at an item", "Does not meet it")


BAD = frozenset({Result.PARTLY, Result.UNMET})


class Standing(models.TextChoices):
    """Where the putting right of a bad finding stands; each has one."""

    RECTIFIED = "rectified", pgettext_lazy("standing of a finding", "Put right")
    OPEN = "open", pgettext_lazy("standing of a finding", "Still open")
    DROPPED = "dropped", pgettext_lazy("standing of a finding", "Not pursued")


class Dimension(models.TextChoices):
    """By what the rectified ledger adds up."""

    ROUND = "round", pgettext_lazy("dimension of the ledger", "By round")
    UNIT = "unit", pgettext_lazy("dimension of the ledger", "By unit")
    PLACE = "place", pgettext_lazy("dimension of the ledger", "By town")
    ITEM = "item", pgettext_lazy("dimension of the ledger", "By item")
    TRADE = "trade", pgettext_lazy("dimension of the ledger", "By type of point")
    GROUP = "group", pgettext_lazy("dimension of the ledger", "By group")
