"""A case that goes on leaves nothing to decide behind."""

from lingdang.approvals.policies import LAPSE
from lingdang.approvals.services import lapse_applications
from lingdang.cases.public import (
    CaseHandled,
    CasePassedUp,
    CaseRecalled,
    CaseReleased,
    CaseReopened,
    CaseWithdrawn,
)
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor

FOLLOWER = Actor.process("approvals follow", LAPSE)


def _lapse(fact: Fact) -> None:
    lapse_applications(case_id=fact.data["case_id"], by=FOLLOWER)


@handles(CaseHandled)
def follow_a_handling(fact: Fact) -> None:
    _lapse(fact)


@handles(CasePassedUp)
def follow_a_passing_up(fact: Fact) -> None:
    _lapse(fact)


@handles(CaseRecalled)
def follow_a_recall(fact: Fact) -> None:
    _lapse(fact)


@handles(CaseReleased)
def follow_a_release(fact: Fact) -> None:
    _lapse(fact)


@handles(CaseWithdrawn)
def follow_a_withdrawal(fact: Fact) -> None:
    _lapse(fact)


@handles(CaseReopened)
def follow_a_reopening(fact: Fact) -> None:
    """An appeal is about a case that has ended."""
    _lapse(fact)
