"""Several reports of one matter go on in one case; whoever reported keeps their own address."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.checks import require_open
from lingdang.cases.enums import STEPS, State, Step
from lingdang.cases.errors import CannotLead, CannotMerge, JustChanged
from lingdang.cases.facts import CaseLetGo, CaseMerged, CaseTookIn
from lingdang.cases.models import Case
from lingdang.cases.policies import require_take
from lingdang.cases.queries.lists import lock_cases
from lingdang.cases.services import transitions
from lingdang.cases.services.saving import saved
from lingdang.cases.services.transitions import carried
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound


def merge_case(*, case_id: int, into_id: int, by: Actor) -> Case:
    """Let a case go on in another one."""
    return merge_cases(case_ids=[case_id], into_id=into_id, by=by)[0]


@transaction.atomic
def merge_cases(*, case_ids: Sequence[int], into_id: int, by: Actor) -> list[Case]:
    """Let several cases go on in the one that leads; all of them or none.

    What they took in before comes along, so that nothing is ever merged round a corner.
    """
    wanted = sorted(set(case_ids))
    if not wanted or into_id in wanted:
        raise Incomplete({"into_id": _("Choose another case: one that this goes on in.")})
    cases = _locked([*wanted, into_id])
    leading, merging = cases[into_id], [cases[pk] for pk in wanted]
    for case in (leading, *merging):
        require_take(by, Step.MERGE, case)
    _require_fit(leading, merging)
    at = timezone.now()
    for case in cases.values():
        if case in merging:
            event = transitions.merged(case, into=leading, at=at)
            took_in = CaseTookIn(**carried(leading), other_id=case.pk)
            saved(case, event, took_in, by=by, at=at)
        elif case.merged_into_id in wanted:  # taken in before
            case.merged_into, case.changed_at = leading, at
            saved(case, CaseMerged(**carried(case), into_id=leading.pk), by=by, at=at)
    return merging


def _locked(ids: list[int]) -> dict[int, Case]:
    """All that takes part, with what was merged into it before."""
    wanted = Q(pk__in=ids) | Q(merged_into__in=ids)
    cases = lock_cases(wanted)
    if not set(ids) <= cases.keys():
        raise NotFound
    if set(Case.objects.filter(wanted).values_list("pk", flat=True)) != cases.keys():
        raise JustChanged
    return cases


def _require_fit(leading: Case, merging: Sequence[Case]) -> None:
    if not leading.is_open or leading.parent_id:
        raise CannotLead(number=leading.number)
    if leading.is_restricted:
        raise CannotMerge(number=leading.number)
    ids = [case.pk for case in merging]
    whole = set(Case.objects.filter(parent__in=ids).values_list("parent_id", flat=True))
    for case in merging:
        require_open(case, Step.MERGE)
        if case.pk in whole or case.is_restricted:
            raise CannotMerge(number=case.number)


@transaction.atomic
def unmerge_case(*, case_id: int, by: Actor) -> Case:
    """Take a case out again while the other one is still open: it waits to be dispatched."""
    before = Case.objects.filter(pk=case_id).values_list("merged_into", flat=True).first()
    cases = lock_cases(Q(pk__in=[pk for pk in (case_id, before) if pk]))
    if case_id not in cases:
        raise NotFound
    case = cases[case_id]
    require_take(by, Step.UNMERGE, case)
    STEPS.after(State(case.state), Step.UNMERGE)
    if before is None or case.merged_into_id != before:
        raise JustChanged
    if not cases[before].is_open:
        raise CannotLead(number=cases[before].number)
    at = timezone.now()
    event = transitions.unmerged(case, at=at)
    let_go = CaseLetGo(**carried(cases[before]), other_id=case.pk)
    return saved(case, event, let_go, by=by, at=at)
