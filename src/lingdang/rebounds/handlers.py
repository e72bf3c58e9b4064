"""A case that was filed, however it came to be, is compared with what was closed before."""

from lingdang.cases.public import (
    CaseDispatched,
    CaseFiled,
    CaseKept,
    CasePassedUp,
    CaseRefiled,
    CaseSplit,
)
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.rebounds.enums import FOLLOW
from lingdang.rebounds.services import follow

FOLLOWING = Actor.process("rebounds follow", FOLLOW)


@handles(CaseFiled)
@handles(CaseKept)  # these file what was not filed yet
@handles(CaseDispatched)
@handles(CasePassedUp)
@handles(CaseSplit)
@handles(CaseRefiled)
def find_what_came_back(fact: Fact) -> None:
    follow(case_id=fact.data["case_id"], by=FOLLOWING)
