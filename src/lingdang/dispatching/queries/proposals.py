"""What the rules said of a case, told so that a person can follow it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lingdang.cases.public import Case
from lingdang.dispatching.enums import Dead, Fate, Result
from lingdang.dispatching.models import Proposal, Rule
from lingdang.dispatching.queries.wording import asked_words, label_of
from lingdang.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that was asked: its name, what became of it, and why."""

    rule: str
    result: Result
    why: list[str]

    @property
    def result_label(self) -> str | Promise:
        return self.result.label


@dataclass(frozen=True, slots=True)
class Explanation:
    proposal: Proposal
    target: str
    reasons: list[Reason]

    @property
    def waits(self) -> bool:
        return self.proposal.fate == Fate.PROPOSED

    @property
    def deciding(self) -> Reason:
        return self.reasons[-1]

    @property
    def before(self) -> list[Reason]:
        return self.reasons[:-1]


def explanation_of(case: Case) -> Explanation | None:
    """Explain the latest word of the rules on a case; the rules are read as they were then."""
    proposal = (
        Proposal.objects.filter(case=case.pk)
        .select_related("rule_set", "unit", "place", "decided_by")
        .order_by("-id")
        .first()
    )
    if proposal is None:
        return None
    rules = Rule.objects.in_bulk([pk for pk, _result, _why in proposal.tries if pk])
    reasons = [_reason(rules.get(pk), result, why) for pk, result, why in proposal.tries]
    return Explanation(proposal, label_of(proposal), reasons)


def _reason(rule: Rule | None, result: str, why: Iterable[str]) -> Reason:
    if result == Result.DEAD:
        words = [str(Dead(reason).label) for reason in why]
    else:
        words = asked_words(rule, why) if rule else []
    name = rule.name if rule else _("No rule fits: the place itself takes it")
    return Reason(name, Result(result), words)


def proposal_by_id(proposal_id: int) -> Proposal:
    found = Proposal.objects.filter(pk=proposal_id).first()
    if found is None:
        raise NotFound
    return found


def waiting_proposal(case_id: int) -> Proposal | None:
    return Proposal.objects.filter(case=case_id, fate=Fate.PROPOSED).first()


def fates(case_ids: Iterable[int]) -> dict[int, str]:
    """The waiting proposals of a list's cases: where each would go."""
    found = Proposal.objects.filter(case__in=list(case_ids), fate=Fate.PROPOSED)
    return {proposal.case_id: label_of(proposal) for proposal in found.select_related("unit")}
