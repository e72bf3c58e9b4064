"""The words of a notice: how far it has come, and what may be done with it then."""

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps

PUBLISH = "notices.publish"  # the name of a duty


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a notice", "Draft")
    PUBLISHED = "published", pgettext_lazy("state of a notice", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a notice", "Withdrawn")


class Step(models.TextChoices):
    REWRITE = "rewrite", pgettext_lazy("step of a notice", "rewrite")
    PUBLISH = "publish", pgettext_lazy("step of a notice", "publish")
    CORRECT = "correct", pgettext_lazy("step of a notice", "correct")
    WITHDRAW = "withdraw", pgettext_lazy("step of a notice", "withdraw")


STEPS = Steps(
    State.DRAFT,
    {
        Step.REWRITE: (frozenset({State.DRAFT}), State.DRAFT),
        Step.PUBLISH: (frozenset({State.DRAFT}), State.PUBLISHED),
        Step.CORRECT: (frozenset({State.PUBLISHED}), State.PUBLISHED),
        Step.WITHDRAW: (frozenset({State.DRAFT, State.PUBLISHED}), State.WITHDRAWN),
    },
)
