"""Photographs that a case received or was put right with are judged."""

from lingdang.cases.public import CaseHandled, CaseReceived
from lingdang.doubts.policies import JUDGE
from lingdang.doubts.services import judge_photo
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor

JUDGING = Actor.process("doubts judge", JUDGE, "cases.see_case")


@handles(CaseReceived)
@handles(CaseHandled)
def judge_what_came(fact: Fact) -> None:
    for photo_id in fact.data["photo_ids"]:
        judge_photo(photo_id=photo_id, by=JUDGING)
