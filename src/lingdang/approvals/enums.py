"""The words of an application: what is asked, how far it has come, and which word leads where."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps


class Kind(models.TextChoices):
    EXTEND = "extend", _("Extension")
    HANG_UP = "hang_up", _("Hanging up")
    APPEAL = "appeal", _("Appeal against lateness")
    MISDISPATCH = "misdispatch", _("Misdispatch")


class State(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("state of an application", "Applied for")
    AGREED = "agreed", pgettext_lazy("state of an application", "Agreed to once")
    GRANTED = "granted", pgettext_lazy("state of an application", "Granted")
    REFUSED = "refused", pgettext_lazy("state of an application", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an application", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("state of an application", "Lapsed")


class Step(models.TextChoices):
    AGREE = "agree", pgettext_lazy("step of an application", "Agree")
    GRANT = "grant", pgettext_lazy("step of an application", "Grant")
    REFUSE = "refuse", pgettext_lazy("step of an application", "Refuse")
    WITHDRAW = "withdraw", pgettext_lazy("step of an application", "Withdraw")
    LAPSE = "lapse", pgettext_lazy("step of an application", "Lapse")


OPEN = frozenset({State.APPLIED, State.AGREED})
DECIDED = frozenset({State.GRANTED, State.REFUSED})
TWO_WORDS = frozenset({Kind.EXTEND, Kind.APPEAL})  # two people must agree, one after the other
ONE_WORD = frozenset(Kind) - TWO_WORDS

_EITHER_WAY = {
    Step.REFUSE: (OPEN, State.REFUSED),
    Step.WITHDRAW: (OPEN, State.WITHDRAWN),
    Step.LAPSE: (OPEN, State.LAPSED),
}
_APPLIED = frozenset({State.APPLIED})
DOUBLE = Steps(
    start=State.APPLIED,
    table={
        Step.AGREE: (_APPLIED, State.AGREED),
        Step.GRANT: (frozenset({State.AGREED}), State.GRANTED),
        **_EITHER_WAY,
    },
)
SINGLE = Steps(
    start=State.APPLIED,
    table={
        Step.AGREE: (frozenset(), State.AGREED),  # never: one word is the last
        Step.GRANT: (_APPLIED, State.GRANTED),
        **_EITHER_WAY,
    },
)
# Where a chief may grant what is the unit's own matter, without the dispatcher.
STRAIGHT = Steps(start=State.APPLIED, table={**DOUBLE.table, Step.GRANT: (OPEN, State.GRANTED)})
