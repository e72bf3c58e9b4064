"""Many reports in one transaction: all or none, or those that nothing speaks against."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.cases.services.drafts import Report
from lingdang.cases.services.report import Reported, report_case
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete

REPORTS_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report of several: one of the two."""

    reported: Reported | None = None
    refusal: DomainError | None = None


@transaction.atomic
def report_cases(*, reports: Sequence[Report], by: Actor, partial: bool = False) -> list[Outcome]:
    """Accept up to fifty reports. Without ``partial`` one refusal refuses all, and names all."""
    if len(reports) > REPORTS_AT_ONCE:
        raise Incomplete({"cases": _("At most %(most)s at once.") % {"most": REPORTS_AT_ONCE}})
    outcomes = [_outcome(report, by) for report in reports]
    refused = [(at, one.refusal) for at, one in enumerate(outcomes) if one.refusal]
    if refused and not partial:
        at, first = refused[0]
        first.facts |= {"index": at, "refused": [refusal_of(at, why) for at, why in refused]}
        raise first
    return outcomes


def _outcome(report: Report, by: Actor) -> Outcome:
    """Each report has a savepoint of its own: a refusal undoes it and nothing else."""
    try:
        with transaction.atomic():
            return Outcome(reported=report_case(report=report, by=by))
    except DomainError as refusal:
        return Outcome(refusal=refusal)


def refusal_of(index: int, refusal: DomainError) -> dict[str, object]:
    """Tell a refusal to a program."""
    problems = refusal.problems if isinstance(refusal, Incomplete) else {}
    return {
        "index": index,
        "type": refusal.code,
        "title": str(refusal),
        "status": refusal.status,
        "problems": problems,
    }
