"""The words of a rebound: where it stands, what somebody may say of it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.cases.public import State as CaseState
from lingdang.kernel.steps import Steps

DECIDE = "rebounds.decide"
SEE = "cases.see_case"
FOLLOW = "rebounds.follow"  # of the process that follows cases; no role holds it


class State(models.TextChoices):
    COUNTED = "counted", pgettext_lazy("state of a rebound", "Counted")
    POSSIBLE = "possible", pgettext_lazy("state of a rebound", "To be confirmed")
    NOT_SAME = "not_same", pgettext_lazy("state of a rebound", "Not the same")


class Standing(models.TextChoices):
    """As it is shown: whether it stands follows from the two cases, and is kept nowhere."""

    COUNTED = State.COUNTED.value, State.COUNTED.label
    POSSIBLE = State.POSSIBLE.value, State.POSSIBLE.label
    NOT_SAME = State.NOT_SAME.value, State.NOT_SAME.label
    LAPSED = "lapsed", pgettext_lazy("state of a rebound", "Fell away")


class Step(models.TextChoices):
    SAME = "same", pgettext_lazy("step of a rebound", "It is the same")
    TELL_APART = "tell_apart", pgettext_lazy("step of a rebound", "Not the same")


STEPS = Steps(
    start=State.POSSIBLE,
    table={
        Step.SAME: (frozenset({State.POSSIBLE, State.NOT_SAME}), State.COUNTED),
        Step.TELL_APART: (frozenset({State.POSSIBLE, State.COUNTED}), State.NOT_SAME),
    },
)
# Of the new case: it is no matter of its own, or none yet.
NO_MATTER = frozenset(
    {CaseState.RECEIVED, CaseState.REFUSED, CaseState.WITHDRAWN, CaseState.MERGED}
)
