"""What may be doubted of a photograph, how far that has come, what it takes from trust."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps


class Kind(models.TextChoices):
    COPY = "copy", _("Seen before")
    OUTSIDE = "outside", _("Taken elsewhere")
    EARLY = "early", _("Taken before the order")
    LATE = "late", _("Taken after it was said to be done")
    FUTURE = "future", _("Taken in the future")
    EDITED = "edited", _("Changed by a program")
    SQUEEZED = "squeezed", _("Compressed twice")
    OTHER_SCENE = "other_scene", _("Another scene than before")
    NO_POSITION = "no_position", _("Says no position")
    NO_TIME = "no_time", _("Says no time")


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a doubt", "Open")
    ANSWERED = "answered", pgettext_lazy("state of a doubt", "Answered")
    UPHELD = "upheld", pgettext_lazy("state of a doubt", "Upheld")
    DISMISSED = "dismissed", pgettext_lazy("state of a doubt", "Dismissed")


class Step(models.TextChoices):
    ANSWER = "answer", pgettext_lazy("step of a doubt", "Answer")
    UPHOLD = "uphold", pgettext_lazy("step of a doubt", "Uphold")
    DISMISS = "dismiss", pgettext_lazy("step of a doubt", "Dismiss")


DECIDED = frozenset({State.UPHELD, State.DISMISSED})
_WAITING = frozenset({State.OPEN, State.ANSWERED})
STEPS = Steps(
    start=State.OPEN,
    table={
        Step.ANSWER: (frozenset({State.OPEN}), State.ANSWERED),
        Step.UPHOLD: (_WAITING, State.UPHELD),
        Step.DISMISS: (_WAITING, State.DISMISSED),
    },
)


class Level(models.TextChoices):
    STRONG = "strong", pgettext_lazy("trust", "Strong")
    FAIR = "fair", pgettext_lazy("trust", "Fair")
    WEAK = "weak", pgettext_lazy("trust", "Weak")


# What a doubt takes from a hundred points of trust, unless the district says otherwise.
WEIGHTS = {
    Kind.COPY: 80,
    Kind.OUTSIDE: 50,
    Kind.EARLY: 60,
    Kind.LATE: 40,
    Kind.FUTURE: 60,
    Kind.EDITED: 30,
    Kind.SQUEEZED: 5,
    Kind.OTHER_SCENE: 20,
    Kind.NO_POSITION: 10,
    Kind.NO_TIME: 10,
}
WHOLE, STRONG_FROM, FAIR_FROM = 100, 75, 40
