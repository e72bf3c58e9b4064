"""The rules are asked of a case that waits; a person, or they themselves, act by the answer."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import (
    Case,
    State,
    Step,
    dispatch_case,
    keep_case,
    lock_case,
    pass_up_case,
    sees_inside,
    steps_for,
)
from lingdang.dispatching.enums import Fate, Mode
from lingdang.dispatching.errors import NoProposal, ProposesNobody
from lingdang.dispatching.facts import DispatchProposed
from lingdang.dispatching.judging import Decision, judge
from lingdang.dispatching.models import Proposal, RuleSet
from lingdang.dispatching.queries.ground import ground_of, matter_of
from lingdang.dispatching.queries.proposals import waiting_proposal
from lingdang.dispatching.queries.rules import mode_at, rules_for
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

_ENDS = frozenset({Step.DISPATCH, Step.KEEP})
WAITING = frozenset({State.RECEIVED, State.FILED})


@transaction.atomic
def propose_dispatch(
    *,
    case_id: int,
    fact_id: int,
    by: Actor,
    among: Collection[State] = WAITING,
    taken_from: int | None = None,
) -> Proposal | None:
    """Ask the rules, once for each fact; where they work by themselves, do what they say.

    Whoever dispatches at the same moment holds the case's lock, and wins: it waits no more then.
    A case that was just taken from a unit, or whose clock stands still, is for a person to decide.
    """
    case = lock_case(case_id)
    mode = mode_at(case.path)
    asked_before = Proposal.objects.filter(fact_id=fact_id).exists()
    possible = set(steps_for(by, case))  # none where the kind of matter leaves none to rules
    if case.state not in among or mode == Mode.OFF or asked_before or not possible & _ENDS:
        return None
    now = timezone.now()
    rule_set, rules = rules_for(case.path)
    matter = matter_of(case, now, taken_from=taken_from)
    decision = judge(rules, matter, ground_of(case.path, now))
    if decision is None:
        return None
    undisputed = taken_from is None and case.suspended_since is None
    leads_there = (Step.DISPATCH if decision.aim.unit_id else Step.KEEP) in possible
    by_itself = mode == Mode.AUTOMATIC and undisputed and leads_there
    proposal = _drafted(case, decision, rule_set, fact_id)
    proposal.mode = Mode.AUTOMATIC if by_itself else Mode.SUGGEST
    _save(proposal, case, by)
    if by_itself and proposal.names_somebody:
        _carry_out(proposal, case, by)
    return proposal


def _drafted(case: Case, decision: Decision, rule_set: RuleSet | None, fact_id: int) -> Proposal:
    return Proposal(
        case=case,
        fact_id=fact_id,
        rule_set=rule_set,
        rule=decision.rule,
        unit_id=decision.aim.unit_id,
        person_id=decision.aim.person_id,
        place_id=decision.aim.place_id,
        tries=[one.plain() for one in decision.tries],
    )


def _save(proposal: Proposal, case: Case, by: Actor) -> None:
    settle_proposal(case.pk, Fate.STALE, by)
    proposal.save(force_insert=True)
    event = DispatchProposed(
        case_id=case.pk,
        held_at_id=case.place_id,
        proposal_id=proposal.pk,
        rule=proposal.rule.name if proposal.rule else "",
        unit_id=proposal.unit_id,
        handler_id=proposal.person_id,
    )
    record(event, by=by)


@transaction.atomic
def confirm_proposal(*, case_id: int, by: Actor) -> Case:
    """Do what the rules propose: the one click of a dispatcher."""
    case = lock_case(case_id)
    if not sees_inside(by, case):
        raise NotFound
    proposal = waiting_proposal(case_id)
    if proposal is None:
        raise NoProposal
    if not proposal.names_somebody:
        raise ProposesNobody
    return _carry_out(proposal, case, by)


def _carry_out(proposal: Proposal, case: Case, by: Actor) -> Case:
    """Take the steps that lead there, each with its own policy, fact and deadline."""
    if proposal.unit_id:
        case = dispatch_case(case_id=case.pk, unit_id=proposal.unit_id, by=by)
    else:
        while case.place_id != proposal.place_id:
            reason = _("Nobody below is there to take it.")
            case = pass_up_case(case_id=case.pk, reason=reason, by=by)
        case = keep_case(case_id=case.pk, handler_id=proposal.person_id, by=by)
    settle_proposal(case.pk, Fate.TAKEN, by)
    return case


def settle_proposal(case_id: int, fate: Fate, by: Actor) -> None:
    """Say what became of the proposal that waits, if one does."""
    waiting = Proposal.objects.filter(case=case_id, fate=Fate.PROPOSED)
    waiting.update(fate=fate, decided_at=timezone.now(), decided_by_id=by.person_id)


@transaction.atomic
def follow_decision(
    *, case_id: int, unit_id: int | None, handler_id: int | None, at: datetime, by: Actor
) -> None:
    """Somebody dispatched it without the proposal's button: the same way, or another."""
    proposal = waiting_proposal(case_id)
    if proposal is None or proposal.at > at:
        return
    same_unit = unit_id is not None and unit_id == proposal.unit_id
    same_person = unit_id is None and handler_id == proposal.person_id
    settle_proposal(case_id, Fate.TAKEN if same_unit or same_person else Fate.OVERRULED, by)
