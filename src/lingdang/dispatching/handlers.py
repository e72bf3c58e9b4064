"""Cases that come to wait are asked about; what people decide is followed."""

from lingdang.cases.public import (
    CaseAssigned,
    CaseClosed,
    CaseDispatched,
    CaseFiled,
    CaseKept,
    CasePassedUp,
    CaseRecalled,
    CaseReceived,
    CaseRefiled,
    CaseRefused,
    CaseRehung,
    CaseReleased,
    CaseWithdrawn,
    State,
)
from lingdang.dispatching import messages
from lingdang.dispatching.enums import Fate
from lingdang.dispatching.facts import (
    CaseSupervised,
    CaseUrged,
    ShiftHandedOver,
    SupervisionLifted,
    SupervisionReminded,
)
from lingdang.dispatching.messages import tell_owners
from lingdang.dispatching.services.proposing import (
    follow_decision,
    propose_dispatch,
    settle_proposal,
)
from lingdang.dispatching.services.watching import end_supervision
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty

RULES = Actor.process(
    "dispatch rules",
    Duty.SEE_CASE,
    Duty.DISPATCH_CASE,
    Duty.SETTLE_IN_GRID,
    Duty.PASS_UP_CASE,
)


@handles(CaseReceived)
def ask_of_a_report(fact: Fact) -> None:
    """Filed in the meantime, it is asked about as filed: by the fact that says so."""
    case_id = fact.data["case_id"]
    propose_dispatch(case_id=case_id, fact_id=fact.pk, among={State.RECEIVED}, by=RULES)


@handles(CaseFiled)
def ask_of_a_filed_case(fact: Fact) -> None:
    _ask(fact)


@handles(CasePassedUp)
def ask_of_a_case_passed_up(fact: Fact) -> None:
    _ask(fact)


@handles(CaseRehung)
def ask_of_a_case_that_moved(fact: Fact) -> None:
    _ask(fact)


@handles(CaseRefiled)
def ask_of_a_case_filed_otherwise(fact: Fact) -> None:
    _ask(fact)


@handles(CaseRecalled)
def ask_of_a_case_sent_wrongly(fact: Fact) -> None:
    _ask_again(fact)


@handles(CaseReleased)
def ask_of_a_case_that_waits_again(fact: Fact) -> None:
    _ask_again(fact)


def _ask_again(fact: Fact) -> None:
    case_id, unit_id = fact.data["case_id"], fact.data["unit_id"]
    propose_dispatch(case_id=case_id, fact_id=fact.pk, taken_from=unit_id, by=RULES)


def _ask(fact: Fact) -> None:
    propose_dispatch(case_id=fact.data["case_id"], fact_id=fact.pk, by=RULES)


@handles(CaseDispatched)
def follow_a_dispatch(fact: Fact) -> None:
    _follow(fact, unit_id=fact.data["unit_id"])


@handles(CaseKept)
def follow_a_keeping(fact: Fact) -> None:
    _follow(fact, unit_id=None)


def _follow(fact: Fact, unit_id: int | None) -> None:
    follow_decision(
        case_id=fact.data["case_id"],
        unit_id=unit_id,
        handler_id=fact.data["handler_id"],
        at=fact.at,
        by=_who(fact),
    )


@handles(CaseClosed)
def rest_after_the_close(fact: Fact) -> None:
    end_supervision(case_id=fact.data["case_id"], by=RULES)


@handles(CaseRefused)
def rest_after_a_refusal(fact: Fact) -> None:
    _rest(fact)


@handles(CaseWithdrawn)
def rest_after_a_withdrawal(fact: Fact) -> None:
    _rest(fact)


def _rest(fact: Fact) -> None:
    settle_proposal(fact.data["case_id"], Fate.OVERRULED, _who(fact))
    end_supervision(case_id=fact.data["case_id"], by=RULES)


def _who(fact: Fact) -> Actor:
    """Whoever the fact names: the decision is theirs."""
    return Actor(name=fact.actor, person_id=fact.person_id)


@handles(CaseSupervised)
def tell_of_a_supervision(fact: Fact) -> None:
    tell_owners(fact, messages.SUPERVISED, urgent=True)


@handles(SupervisionReminded)
def tell_of_a_reminder(fact: Fact) -> None:
    tell_owners(fact, messages.REMINDED)


@handles(SupervisionLifted)
def tell_of_an_end_of_supervision(fact: Fact) -> None:
    tell_owners(fact, messages.LIFTED)


@handles(CaseUrged)
def tell_of_an_urging(fact: Fact) -> None:
    tell_owners(fact, messages.URGED)


@handles(CaseAssigned)
def tell_of_an_assignment(fact: Fact) -> None:
    messages.tell_assigned(fact)


@handles(ShiftHandedOver)
def tell_of_a_hand_over(fact: Fact) -> None:
    messages.tell_taker(fact)
