"""Tell who is rung, who need not answer any more, and who rang; follow what happens to the case."""

from collections.abc import Iterable

from lingdang.calls.facts import CallAnswered, CallCancelled, CallUnanswered, LevelRung
from lingdang.calls.policies import CLIMB, DISPATCH
from lingdang.calls.queries import call_known, callee, rung_by
from lingdang.calls.services import follow_case, ring_for
from lingdang.cases.public import (
    CaseDispatched,
    CaseFiled,
    CaseKept,
    CaseMerged,
    CaseReceived,
    CaseRefused,
    CaseWithdrawn,
    Source,
    reporters_of,
    who_may_see,
)
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import tell
from lingdang.people.public import roles_with, serving_place
from lingdang.places.public import tree

CLIMBER = Actor.process("calls climb", CLIMB)
TELLER = Actor.process("calls tell")


@handles(CaseReceived, urgent=True)
def ring_for_what_came_otherwise(fact: Fact) -> None:
    if fact.data["source"] == Source.BELL:
        ring_for(case_id=fact.data["case_id"], by=CLIMBER)


@handles(CaseDispatched)
@handles(CaseFiled)
@handles(CaseKept)
@handles(CaseMerged)
@handles(CaseRefused)
def stop_for_who_took_it_up(fact: Fact) -> None:
    case_id = fact.data["case_id"]
    follow_case(case_id=case_id, person_id=fact.person_id, withdrawn=False, by=CLIMBER)


@handles(CaseWithdrawn)
def stop_for_what_is_taken_back(fact: Fact) -> None:
    follow_case(case_id=fact.data["case_id"], person_id=None, withdrawn=True, by=CLIMBER)


@handles(LevelRung, urgent=True)
def ring_people(fact: Fact) -> None:
    """By every way that is on, at once, at any hour."""
    _tell_staff(fact, "calls.rung", fact.data["person_ids"], urgent=True)


@handles(CallAnswered, urgent=True)
def tell_of_an_answer(fact: Fact) -> None:
    """Those whom it rang too need not hurry; who rang knows whom to wait for."""
    call = call_known(fact.data["call_id"])
    _tell_staff(fact, "calls.taken", set(rung_by(call)) - {fact.data["handler_id"]})
    _tell_reporters(fact, "calls.answered")


@handles(CallUnanswered, urgent=True)
def tell_that_nobody_answered(fact: Fact) -> None:
    there = serving_place(roles_with(DISPATCH), fact.data["held_at_id"])
    _tell_staff(fact, "calls.unanswered", there, urgent=True)
    _tell_reporters(fact, "calls.nobody")


@handles(CallCancelled, urgent=True)
def tell_that_it_was_a_mistake(fact: Fact) -> None:
    _tell_staff(fact, "calls.cancelled", rung_by(call_known(fact.data["call_id"])))


def _tell_staff(fact: Fact, what: str, people: Iterable[int], *, urgent: bool = False) -> None:
    call = call_known(fact.data["call_id"])
    tell(
        to=who_may_see(set(people), call.case),
        what=what,
        facts=_facts(fact) | {"number": call.case.number},
        about=call.subject,
        by=TELLER,
        urgent=urgent,
        key=f"fact:{fact.pk}",
    )


def _tell_reporters(fact: Fact, what: str) -> None:
    for report, audience in reporters_of(fact.data["case_id"]):
        tell(
            to=audience.people,
            phones=audience.phones,
            what=what,
            facts=_facts(fact) | {"number": report.number},
            about=report.subject,
            by=TELLER,
            key=f"fact:{fact.pk}:{report.pk}",
        )


def _facts(fact: Fact) -> dict[str, str]:
    who, places, here = callee(fact.data.get("handler_id")), tree(), fact.data["held_at_id"]
    return {
        "place": "".join(places.path_names(here)[-2:]) if here in places else "",
        "who": f"{who.role} {who.name}".strip() if who else "",
    }
