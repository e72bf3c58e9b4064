"""Tell whom it concerns; end questions that the case has overtaken."""

from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import (
    Case,
    CaseClosed,
    CaseMerged,
    CaseRefused,
    CaseResumed,
    CaseWithdrawn,
    Step,
    check,
    people_to_tell,
)
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import tell
from lingdang.people.public import cards
from lingdang.talks.facts import CaseNoted, ReporterAnswered, ReporterAsked, ReporterReplied
from lingdang.talks.models import Remark
from lingdang.talks.policies import FOLLOW
from lingdang.talks.queries import was_answered
from lingdang.talks.services import overtake_question

FOLLOWER = Actor.process("talks follow", FOLLOW)
TELLER = Actor.process("talks tell")
_SHOWN = 200


@check("talks.answered", _("reply to the reporter"), before=Step.CLOSE)
def is_answered(case: Case) -> bool:
    """办结一件反馈一件: staff closes nothing that its reporter has not been answered to."""
    return was_answered(case)


@handles(CaseResumed)
@handles(CaseClosed)
@handles(CaseMerged)
@handles(CaseRefused)
@handles(CaseWithdrawn)
def follow_the_case(fact: Fact) -> None:
    overtake_question(case_id=fact.data["case_id"], by=FOLLOWER)


@handles(ReporterAsked)
def tell_of_a_question(fact: Fact) -> None:
    _tell_reporters(fact, "talks.asked")


@handles(ReporterReplied)
def tell_of_a_reply(fact: Fact) -> None:
    _tell_reporters(fact, "talks.replied")


@handles(ReporterAnswered)
def tell_of_an_answer(fact: Fact) -> None:
    asked_by = fact.data["asked_by_id"]
    _tell(fact, "talks.answered", {asked_by} if asked_by else set())


@handles(CaseNoted)
def tell_who_is_mentioned(fact: Fact) -> None:
    _tell(fact, "talks.mentioned", set(fact.data["mentioned"]) - {fact.person_id})


def _tell_reporters(fact: Fact, what: str) -> None:
    for report, person_id, phone in people_to_tell(fact.data["case_id"]):
        _tell(fact, what, {person_id} if person_id else set(), [phone] if phone else [], report)


def _tell(
    fact: Fact, what: str, to: set[int], phones: list[str] | None = None, about: Case | None = None
) -> None:
    """Say it with the words of the remark; of what only few may know without them."""
    remark = Remark.objects.select_related("case").get(pk=fact.data["remark_id"])
    case, who = about or remark.case, cards([fact.person_id]).get(fact.person_id or 0)
    facts = {
        "number": case.number,
        "text": "" if remark.case.is_restricted else remark.text[:_SHOWN],
        "who": f"{who.display} {who.role}".strip() if who else "",
    }
    key = f"fact:{fact.pk}:{case.pk}"
    subject = case.subject
    tell(to=to, phones=phones or [], what=what, facts=facts, about=subject, key=key, by=TELLER)
