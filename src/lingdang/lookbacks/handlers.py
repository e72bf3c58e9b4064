"""A case that is opened again, or whose closing is taken back, is not looked back at."""

from lingdang.cases.public import CaseReopened, CaseStepUndone
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.enums import FOLLOW
from lingdang.lookbacks.services import lapse

FOLLOWING = Actor.process("lookbacks follow", FOLLOW)


@handles(CaseReopened)
@handles(CaseStepUndone)
def let_fall_away(fact: Fact) -> None:
    lapse(case_id=fact.data["case_id"], by=FOLLOWING)
