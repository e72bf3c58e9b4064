"""The words of a case: where it stands, what may be done, and which leads where."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps
from lingdang.standards.public import Stage


class State(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("state of a case", "Received")
    FILED = "filed", pgettext_lazy("state of a case", "Filed")
    DISPATCHED = "dispatched", pgettext_lazy("state of a case", "Dispatched")
    HANDLED = "handled", pgettext_lazy("state of a case", "Handled")
    VERIFIED = "verified", pgettext_lazy("state of a case", "Verified")
    CALLED_BACK = "called_back", pgettext_lazy("state of a case", "Called back")
    CLOSED = "closed", pgettext_lazy("state of a case", "Closed")
    REFUSED = "refused", pgettext_lazy("state of a case", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a case", "Withdrawn")
    MERGED = "merged", pgettext_lazy("state of a case", "Merged")


class Step(models.TextChoices):
    FILE = "file", pgettext_lazy("step of a case", "File")
    REFUSE = "refuse", pgettext_lazy("step of a case", "Refuse")
    DISPATCH = "dispatch", pgettext_lazy("step of a case", "Dispatch")
    KEEP = "keep", pgettext_lazy("step of a case", "Settle in the grid")
    PASS_UP = "pass_up", pgettext_lazy("step of a case", "Pass up")
    RECALL = "recall", pgettext_lazy("step of a case", "Recall as misdispatched")
    RELEASE = "release", pgettext_lazy("step of a case", "Take back")
    HANDLE = "handle", pgettext_lazy("step of a case", "Handle")
    RETURN = "return", pgettext_lazy("step of a case", "Return")
    VERIFY = "verify", pgettext_lazy("step of a case", "Verify")
    CALL_BACK = "call_back", pgettext_lazy("step of a case", "Call back")
    CLOSE = "close", pgettext_lazy("step of a case", "Close")
    CONCLUDE = "conclude", pgettext_lazy("step of a case", "Close as replied elsewhere")
    REOPEN = "reopen", pgettext_lazy("step of a case", "Reopen")
    WITHDRAW = "withdraw", pgettext_lazy("step of a case", "Withdraw")
    MERGE = "merge", pgettext_lazy("step of a case", "Merge into another")
    UNMERGE = "unmerge", pgettext_lazy("step of a case", "Take out again")
    SPLIT = "split", pgettext_lazy("step of a case", "Split among units")
    FINISH = "finish", pgettext_lazy("step of a case", "Finish a part")


class Source(models.TextChoices):
    BELL = "bell", pgettext_lazy("source of a case", "Bell")
    RESIDENT = "resident", pgettext_lazy("source of a case", "Resident")
    GRID_WORKER = "grid_worker", pgettext_lazy("source of a case", "Grid worker")
    VISIT = "visit", pgettext_lazy("source of a case", "Visit")
    INSPECTOR = "inspector", pgettext_lazy("source of a case", "Inspector")
    DESK = "desk", pgettext_lazy("source of a case", "Counter")
    HOTLINE = "hotline", pgettext_lazy("source of a case", "Hotline")
    LEADER_NOTE = "leader_note", pgettext_lazy("source of a case", "Leader's note")
    MEDIA = "media", pgettext_lazy("source of a case", "Media exposure")
    TV = "tv", pgettext_lazy("source of a case", "TV column")
    WECHAT = "wechat", pgettext_lazy("source of a case", "WeChat account")
    OPEN311 = "open311", "Open311"
    API = "api", pgettext_lazy("source of a case", "Other system")
    IMPORT = "import", pgettext_lazy("source of a case", "Import")

    @classmethod
    def from_outside(cls) -> "set[Source]":
        """Where an account that reports is not staff at work."""
        return {cls.BELL, cls.RESIDENT, cls.OPEN311, cls.API, cls.IMPORT}


class Channel(models.TextChoices):
    """How the reporter was asked."""

    PHONE = "phone", _("By phone")
    VISIT = "visit", _("By visit")
    MESSAGE = "message", _("By message")
    ONLINE = "online", _("Answered online")


class SuspensionKind(models.TextChoices):
    """Why the clock of a case stands still."""

    ASKED = "asked", _("The reporter was asked")
    HUNG_UP = "hung_up", _("Hung up")


class Rung(models.IntegerChoices):
    """How far up the ladder of warnings a deadline has come; each is told once."""

    DUE_SOON = 1, _("Due soon")
    OVERDUE = 2, _("Overdue")
    REMINDER = 3, _("Work reminder")
    WARNING = 4, _("Early warning")
    ACCOUNTABILITY = 5, _("Accountability warning")


class LinkKind(models.TextChoices):
    """How one case stands to another, read from the first to the second."""

    RELATED = "related", _("Has to do with")
    CAUSED_BY = "caused_by", _("Caused by")
    REPEATS = "repeats", _("The same again as")


class Spot(models.TextChoices):
    """By what two cases are said to be at the same place."""

    HERE = "here", _("Less than 50 m away")
    ADDRESS = "address", _("The same address")
    GRID = "grid", _("The same grid")


class LocatedHow(models.TextChoices):
    INSIDE = "inside", _("Inside the boundary")
    NEAREST = "nearest", _("Nearest place")
    CHOSEN = "chosen", _("Chosen from the list")
    DESK = "desk", _("Left to the district's desk")


_LINKS = {
    LinkKind.RELATED: (LinkKind.RELATED.label, LinkKind.RELATED.label),
    LinkKind.CAUSED_BY: (LinkKind.CAUSED_BY.label, _("Cause of")),
    LinkKind.REPEATS: (LinkKind.REPEATS.label, _("Came again as")),
}


def link_words(kind: LinkKind, *, forth: bool) -> str:
    """How a link reads from its first case, or back from its second."""
    return str(_LINKS[kind][0 if forth else 1])


WAITING = frozenset({State.RECEIVED, State.FILED})  # nobody has it in hand yet
PUT_RIGHT = frozenset({State.HANDLED, State.VERIFIED, State.CALLED_BACK, State.CLOSED})
ENDED = frozenset({State.CLOSED, State.REFUSED, State.WITHDRAWN, State.MERGED})
OPEN = frozenset(State) - ENDED
REFILABLE = frozenset({State.FILED, State.DISPATCHED})  # under another category
MOST_EXTENSIONS = 2  # of one case, ever

# The way of a case, and the column that says when it last came so far.
WAY = {
    State.FILED: "filed_at",
    State.DISPATCHED: "dispatched_at",
    State.HANDLED: "handled_at",
    State.VERIFIED: "verified_at",
    State.CALLED_BACK: "called_back_at",
}

# What is due next of a case that stands in a state.
DUE_NEXT = {
    State.RECEIVED: Stage.FILE,
    State.FILED: Stage.DISPATCH,
    State.DISPATCHED: Stage.HANDLE,
    State.HANDLED: Stage.VERIFY,
    State.VERIFIED: Stage.CALL_BACK,
    State.CALLED_BACK: Stage.CLOSE,
}

STEPS = Steps(
    start=State.RECEIVED,
    table={
        Step.FILE: (frozenset({State.RECEIVED}), State.FILED),
        Step.REFUSE: (frozenset({State.RECEIVED}), State.REFUSED),
        Step.DISPATCH: (WAITING, State.DISPATCHED),
        Step.KEEP: (WAITING, State.DISPATCHED),
        Step.PASS_UP: (WAITING | {State.DISPATCHED}, State.FILED),
        Step.RELEASE: (frozenset({State.DISPATCHED}), State.FILED),
        Step.RECALL: (frozenset({State.DISPATCHED}), State.FILED),
        Step.HANDLE: (frozenset({State.DISPATCHED}), State.HANDLED),
        Step.RETURN: (frozenset({State.HANDLED, State.VERIFIED}), State.DISPATCHED),
        Step.VERIFY: (frozenset({State.HANDLED}), State.VERIFIED),
        Step.CALL_BACK: (frozenset({State.VERIFIED}), State.CALLED_BACK),
        Step.CLOSE: (frozenset({State.CALLED_BACK}), State.CLOSED),
        Step.CONCLUDE: (frozenset({State.HANDLED}), State.CLOSED),  # it ended where it came from
        Step.REOPEN: (frozenset({State.CALLED_BACK, State.CLOSED}), State.DISPATCHED),
        Step.WITHDRAW: (WAITING | {State.DISPATCHED}, State.WITHDRAWN),
        Step.MERGE: (WAITING | {State.DISPATCHED}, State.MERGED),
        Step.UNMERGE: (frozenset({State.MERGED}), State.FILED),
        Step.SPLIT: (WAITING | {State.DISPATCHED}, State.DISPATCHED),
        Step.FINISH: (frozenset({State.VERIFIED}), State.CLOSED),  # of a part, by itself
    },
)
