"""The words of a call: how far it has come, whom it rings, and which step leads where."""

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps


class State(models.TextChoices):
    RINGING = "ringing", pgettext_lazy("state of a call", "Ringing")
    ANSWERED = "answered", pgettext_lazy("state of a call", "Answered")
    UNANSWERED = "unanswered", pgettext_lazy("state of a call", "Nobody answered")
    CANCELLED = "cancelled", pgettext_lazy("state of a call", "Cancelled")


class Step(models.TextChoices):
    CLIMB = "climb", pgettext_lazy("step of a call", "Climb")
    ANSWER = "answer", pgettext_lazy("step of a call", "Answer")
    GIVE_UP = "give_up", pgettext_lazy("step of a call", "Give up")
    CANCEL = "cancel", pgettext_lazy("step of a call", "Cancel")


class Level(models.TextChoices):
    GRID = "grid", pgettext_lazy("whom a call rings", "Grid worker")
    COMMUNITY = "community", pgettext_lazy("whom a call rings", "Community")
    STREET = "street", pgettext_lazy("whom a call rings", "Street")


_RINGING = frozenset({State.RINGING})
OPEN = frozenset({State.RINGING, State.UNANSWERED})  # somebody still waits
STEPS = Steps(
    start=State.RINGING,
    table={
        Step.CLIMB: (_RINGING, State.RINGING),
        Step.ANSWER: (OPEN, State.ANSWERED),
        Step.GIVE_UP: (_RINGING, State.UNANSWERED),
        Step.CANCEL: (OPEN, State.CANCELLED),
    },
)
