"""Every way to read lists and runs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lingdang.cases.public import Case, Step, cases_for, search, steps_for
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.places.public import tree
from lingdang.worklists import policies
from lingdang.worklists.enums import Outcome
from lingdang.worklists.models import Run, RunRow, SavedList

MOST = 200  # cases in one run
_DONE = Q(rows__outcome=Outcome.DONE)


@dataclass(frozen=True, slots=True)
class Preview:
    """One case of a run that is not begun: whether the step is open to this person now."""

    case: Case
    possible: bool


def lists_for(actor: Actor) -> list[SavedList]:
    """One's own first, then those shared at places one sees into or that one lies in."""
    if actor.person_id is None:
        return []
    shared = SavedList.objects.filter(shared_at__in=_around(actor))
    found = SavedList.objects.filter(Q(owner=actor.person_id) | Q(pk__in=shared.values("pk")))
    return sorted(found, key=lambda saved: (saved.owner_id != actor.person_id, saved.name))


def _around(actor: Actor) -> list[int]:
    """Places that lie in one's reach, and those that one's reach lies in."""
    paths = actor.reach(policies.SEE).paths
    return [
        node.id
        for node in tree()
        if any(node.path.startswith(path) or path.startswith(node.path) for path in paths)
    ]


def previewed(actor: Actor, case_ids: Sequence[int], step: Step) -> list[Preview]:
    """What a run would find; cases that may not be seen are left out."""
    wanted = dict.fromkeys(case_ids[:MOST])
    found = cases_for(actor).in_bulk(list(wanted))
    return [
        Preview(case, step in steps_for(actor, case))
        for case_id in wanted
        if (case := found.get(case_id))
    ]


def run_for(actor: Actor, run_id: int) -> Run:
    run = Run.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound
    policies.require_own_run(actor, run)
    return run


def rows_of(run: Run) -> list[RunRow]:
    return list(RunRow.objects.filter(run=run).select_related("case").order_by("case_id"))


def runs_for(actor: Actor, words: str = "") -> QuerySet[Run]:
    """One's own; with words, those with a case that these find."""
    found = Run.objects.filter(by=actor.person_id)
    if words:
        cases = search(cases_for(actor), words).values("pk")
        rows = RunRow.objects.filter(run__by=actor.person_id, case__in=cases)
        found = found.filter(pk__in=rows.values("run"))
    return found.annotate(cases=Count("rows"), done=Count("rows", filter=_DONE))
