"""The clock stands still while the reporter is asked or the case is hung up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import State, SuspensionKind
from lingdang.cases.errors import AlreadyOverdue, AlreadySuspended, NotInHand, NotSuspended
from lingdang.cases.models import Case, Suspension
from lingdang.cases.models.suspension import LONGEST_HANGING
from lingdang.cases.policies import require_resume, require_suspend
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.queries.suspensions import open_suspension, suspension_run_out
from lingdang.cases.services import transitions
from lingdang.cases.services.saving import ended, saved
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text

_AT_ONCE = 1000


@transaction.atomic
def suspend_case(
    *,
    case_id: int,
    kind: SuspensionKind | str,
    reason: str,
    by: Actor,
    until: datetime | None = None,
    since: datetime | None = None,
) -> Case:
    """Stop the clock. It goes on by ``resume_case``, by the next step, or by itself at ``until``.

    While it stands still the case has no deadline and is not overdue. ``since`` is when that was
    asked for, if others had to agree first: no clock of the present step runs before it began.
    """
    why = _kind(kind)
    case = lock_case(case_id)
    require_suspend(by, case, why)
    words, at = required_text("reason", reason), timezone.now()
    if case.suspended_since:
        raise AlreadySuspended
    if case.due_at is None or case.due_from is None:
        raise NotInHand
    start = max(case.due_from, min(since or at, at))
    if why is SuspensionKind.HUNG_UP:
        _require_hangable(case, until, start)
    if until is not None and until <= at:
        raise Incomplete({"until": _("This moment has passed.")})
    suspension = Suspension(
        case=case, kind=why, reason=words, from_at=start, until=until, due_before=case.due_at
    )
    event = transitions.suspended(case, suspension)
    suspension.save(force_insert=True)
    return saved(case, event, by=by, at=at)


def _kind(text: str) -> SuspensionKind:
    if text not in SuspensionKind.values:
        raise Incomplete({"kind": _("There is no such reason to stop the clock.")})
    return SuspensionKind(text)


def require_hangable(case: Case, at: datetime) -> None:
    """Hung up is what is being handled, and was not overdue when that was asked."""
    if case.state != State.DISPATCHED:
        raise NotInHand
    if case.suspended_since:
        raise AlreadySuspended
    if case.is_overdue(at):
        raise AlreadyOverdue


def _require_hangable(case: Case, until: datetime | None, at: datetime) -> None:
    require_hangable(case, at)
    if until is None or until > at + LONGEST_HANGING:
        raise Incomplete({"until": _("Choose a day within a year.")})


@transaction.atomic
def resume_case(*, case_id: int, kind: SuspensionKind | str, by: Actor) -> Case:
    """Let the clock go on that stands still for this reason."""
    why = _kind(kind)
    case = lock_case(case_id)
    require_resume(by, case, why)
    if case.suspended_since is None or open_suspension(case).kind != why:
        raise NotSuspended
    at = timezone.now()
    return saved(case, ended(case, at), by=by, at=at)


def resume_run_out(*, by: Actor) -> int:
    """Let every clock go on whose day has come; says how many."""
    done = 0
    while done < _AT_ONCE and _resume_one(by):
        done += 1
    return done


@transaction.atomic
def _resume_one(by: Actor) -> bool:
    at = timezone.now()
    suspension = suspension_run_out(at)
    if suspension is None:
        return False
    require_resume(by, suspension.case, SuspensionKind(suspension.kind))
    saved(suspension.case, ended(suspension.case, at), by=by, at=at)
    return True
