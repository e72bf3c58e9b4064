"""What happens to cases is followed here, after the request: sketches, heat, and who is told."""

from lingdang.cases.public import (
    CaseClosed,
    CaseFiled,
    CaseReceived,
    CaseRefused,
    CaseWithdrawn,
    public_cases,
)
from lingdang.journal.public import Fact, handles
from lingdang.people.public import PersonErased
from lingdang.suggestions.services import forget_cases, forget_joined, tell_joined, trace_cases


@handles(CaseReceived)
def sketch_a_report(fact: Fact) -> None:
    trace_cases([fact.data["case_id"]])


@handles(CaseFiled)
@handles(CaseRefused)
@handles(CaseWithdrawn)
def leave_a_matter(fact: Fact) -> None:
    """Refused, taken back or filed as something that only some may know of."""
    forget_cases([fact.data["case_id"]])


@handles(CaseClosed)
def tell_who_joined(fact: Fact) -> None:
    case = public_cases().filter(pk=fact.data["case_id"]).first()
    if case:
        tell_joined(case, key=f"fact:{fact.pk}")


@handles(PersonErased)
def forget_who_joined(fact: Fact) -> None:
    forget_joined(fact.data["person_id"])
