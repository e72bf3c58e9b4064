"""The words of a look-back: why it is, where it stands, what its look may say."""

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps

LOOK = "lookbacks.look"
SEE = "cases.see_case"
DRAW = "lookbacks.draw"  # of the process that draws; no role holds it
FOLLOW = "lookbacks.follow"  # of the process that follows cases; no role holds it


class DrawKind(models.TextChoices):
    DAILY = "daily", pgettext_lazy("kind of a draw", "Daily")
    CLOSING = "closing", pgettext_lazy("kind of a draw", "At the end of a quarter")


class Why(models.TextChoices):
    WEAK = "weak", pgettext_lazy("why a case is looked at again", "Its photographs are doubted")
    DRAWN = "drawn", pgettext_lazy("why a case is looked at again", "Drawn by lot")
    TOPPED_UP = "topped_up", pgettext_lazy("why a case is looked at again", "Drawn to complete")


class State(models.TextChoices):
    DUE = "due", pgettext_lazy("state of a look-back", "To be looked at")
    HELD = "held", pgettext_lazy("state of a look-back", "Put right for good")
    CAME_BACK = "came_back", pgettext_lazy("state of a look-back", "Not really put right")
    LAPSED = "lapsed", pgettext_lazy("state of a look-back", "Fell away")


class Step(models.TextChoices):
    HOLD = "hold", pgettext_lazy("step of a look-back", "Put right for good")
    COME_BACK = "come_back", pgettext_lazy("step of a look-back", "Not really put right")
    LAPSE = "lapse", pgettext_lazy("step of a look-back", "Fall away")


LOOKED = frozenset({State.HELD, State.CAME_BACK})
SEEN = frozenset({Step.HOLD, Step.COME_BACK})  # what whoever looks may say
_DUE = frozenset({State.DUE})
STEPS = Steps(
    start=State.DUE,
    table={
        Step.HOLD: (_DUE, State.HELD),
        Step.COME_BACK: (_DUE, State.CAME_BACK),
        Step.LAPSE: (_DUE, State.LAPSED),
    },
)
