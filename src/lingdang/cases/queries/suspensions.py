"""Why and until when the clock of a case stands still."""

from datetime import datetime

from lingdang.cases import policies
from lingdang.cases.enums import SuspensionKind
from lingdang.cases.errors import NotSuspended
from lingdang.cases.models import Case, Suspension
from lingdang.kernel.actor import Actor


def suspension_of(case: Case) -> Suspension | None:
    """What makes its clock stand still now."""
    if case.suspended_since is None:
        return None
    return Suspension.objects.filter(case=case, ended_at=None).first()


def may_resume(actor: Actor, case: Case) -> bool:
    """Whether they may let a clock go on that stands still."""
    suspension = suspension_of(case)
    return suspension is not None and policies.may_resume(
        actor, case, SuspensionKind(suspension.kind)
    )


def open_suspension(case: Case) -> Suspension:
    suspension = suspension_of(case)
    if suspension is None:
        raise NotSuspended
    return suspension


def suspensions_since(case: Case, since: datetime) -> list[Suspension]:
    return list(Suspension.objects.filter(case=case, from_at__gte=since).order_by("from_at"))


def suspension_run_out(now: datetime) -> Suspension | None:
    """The next suspension whose day has come and whose case nobody else is at, both locked."""
    return (
        Suspension.objects.filter(
            ended_at=None, until__lte=now, case__suspended_since__isnull=False
        )
        .select_related("case__category")
        .select_for_update(no_key=True, skip_locked=True, of=("self", "case"))
        .order_by("until", "id")
        .first()
    )
