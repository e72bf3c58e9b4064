"""Tell whom it concerns; end questions that the case has overtaken; know who waits for a reply."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import (
    Case,
    CaseCalledBack,
    CaseClosed,
    CaseHandled,
    CaseMerged,
    CaseRefused,
    CaseReopened,
    CaseReporterForgotten,
    CaseResumed,
    CaseReturned,
    CaseStepUndone,
    CaseUnmerged,
    CaseWithdrawn,
    Step,
    check,
    in_hand,
    reporters_of,
    who_may_see,
)
from lingdang.journal.public import Fact, handles
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import tell
from lingdang.people.public import cards
from lingdang.talks.enums import Ending
from lingdang.talks.facts import (
    CaseNoted,
    QuestionEnded,
    ReporterAdded,
    ReporterAnswered,
    ReporterAsked,
    ReporterReminded,
    ReporterReplied,
)
from lingdang.talks.models import Remark
from lingdang.talks.policies import FOLLOW
from lingdang.talks.queries import lacks_reply
from lingdang.talks.services import follow_waiting, overtake_question
from lingdang.talks.services.forgetting import forget_said

FOLLOWER = Actor.process("talks follow", FOLLOW)
TELLER = Actor.process("talks tell")
_SHOWN = 200


@check("talks.replied", _("reply to the reporter"), before=Step.CLOSE)
def is_replied_to(case: Case) -> bool:
    """办结一件反馈一件: where that is wanted, staff closes nothing without a reply."""
    return not lacks_reply(case)


@handles(CaseResumed)
@handles(CaseClosed)
@handles(CaseMerged)
@handles(CaseRefused)
@handles(CaseWithdrawn)
def end_what_is_overtaken(fact: Fact) -> None:
    overtake_question(case_id=fact.data["case_id"], by=FOLLOWER)


@handles(CaseHandled)
@handles(CaseReturned)
@handles(CaseCalledBack)
@handles(CaseClosed)
@handles(CaseReopened)
@handles(CaseMerged)
@handles(CaseUnmerged)
@handles(CaseStepUndone)
def follow_who_waits(fact: Fact) -> None:
    follow_waiting(case_id=fact.data["case_id"], by=FOLLOWER)


@handles(ReporterAsked)
def tell_of_a_question(fact: Fact) -> None:
    _tell_reporters(fact, "talks.asked")


@handles(ReporterReminded)
def remind_of_a_question(fact: Fact) -> None:
    _tell_reporters(fact, "talks.reminded")


@handles(ReporterReplied)
def tell_of_a_reply(fact: Fact) -> None:
    if not fact.data["way"]:  # otherwise they were told already
        _tell_reporters(fact, "talks.replied")


@handles(ReporterAnswered)
def tell_of_an_answer(fact: Fact) -> None:
    _tell_staff(fact, "talks.answered", [fact.data["asked_by_id"]])


@handles(ReporterAdded)
def tell_of_an_addition(fact: Fact) -> None:
    _tell_staff(fact, "talks.added", in_hand(fact.data["case_id"]))


@handles(QuestionEnded)
def tell_that_nobody_answered(fact: Fact) -> None:
    if fact.data["how"] == Ending.RUN_OUT:
        _tell_staff(fact, "talks.run_out", [fact.data["asked_by_id"]])


@handles(CaseNoted)
def tell_who_is_mentioned(fact: Fact) -> None:
    _tell_staff(fact, "talks.mentioned", fact.data["mentioned"])


def _tell_reporters(fact: Fact, what: str) -> None:
    """Tell everybody who reported it, by their own report and under its number."""
    for report, audience in reporters_of(fact.data["case_id"]):
        tell(
            to=audience.people,
            phones=audience.phones,
            what=what,
            facts=_facts(fact) | {"number": report.number},
            about=report.subject,
            key=f"fact:{fact.pk}:{report.pk}",
            by=TELLER,
        )


def _tell_staff(fact: Fact, what: str, people: Iterable[int | None]) -> None:
    """Not whoever did it; and nobody who does not see the case, or no longer."""
    facts, remark = _facts(fact), _remark(fact)
    wanted = {pk for pk in people if pk} - {fact.person_id}
    to = who_may_see(wanted, remark.case) if wanted else []
    key = f"fact:{fact.pk}"
    tell(to=to, what=what, facts=facts, about=remark.case.subject, key=key, by=TELLER)


def _facts(fact: Fact) -> dict[str, str]:
    """Give the words of the remark; of what only few may know, none: messages leave the product."""
    remark, who = _remark(fact), cards([fact.person_id]).get(fact.person_id or 0)
    return {
        "number": remark.case.number,
        "text": "" if remark.case.is_restricted else remark.text[:_SHOWN],
        "who": f"{who.display} {who.role}".strip() if who else "",
    }


def _remark(fact: Fact) -> Remark:
    with_case = Remark.objects.select_related("case__procedure")
    return with_case.get(pk=fact.data["remark_id"])


@handles(CaseReporterForgotten)
def forget_what_was_said(fact: Fact) -> None:
    forget_said(case_id=fact.data["case_id"])
