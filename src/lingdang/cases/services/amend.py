"""What changes the deadline of a case, or how its lateness counts, without a step."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import MOST_EXTENSIONS, REFILABLE, State
from lingdang.cases.errors import (
    AlreadyOverdue,
    ExtendedEnough,
    NothingToExcuse,
    NotInHand,
    NotRefilable,
    StandsStill,
)
from lingdang.cases.models import Case
from lingdang.cases.policies import require_excuse, require_extend, require_refile
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.queries.suspensions import suspensions_since
from lingdang.cases.ruling import standard_named
from lingdang.cases.services import transitions
from lingdang.cases.services.decide import category_named
from lingdang.cases.services.reckon import save_stood
from lingdang.cases.services.saving import saved
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text


@transaction.atomic
def refile_case(
    *, case_id: int, category_code: str, by: Actor, standard_id: int | None = None
) -> Case:
    """File it under another category or standard: its deadline is reckoned anew, from its start."""
    case = lock_case(case_id)
    require_refile(by, case)
    category = category_named(category_code)
    at = timezone.now()
    standard = standard_named(category, standard_id, at) if category and standard_id else None
    if category is None or (category == case.category and standard in {None, case.standard}):
        raise Incomplete({"category_code": _("Choose another category.")})
    if case.state not in REFILABLE or case.due_from is None:
        raise NotRefilable
    stood = suspensions_since(case, case.due_from)
    event = transitions.refiled(case, stood, category=category, standard=standard, at=at)
    save_stood(stood)
    return saved(case, event, by=by, at=at)


def require_extensible(case: Case, asked_at: datetime) -> None:
    """Refuse what has no deadline to extend, or had passed it already when that was asked."""
    if case.state != State.DISPATCHED:
        raise NotInHand
    if case.suspended_since:
        raise StandsStill
    if case.extensions >= MOST_EXTENSIONS:
        raise ExtendedEnough
    if case.is_overdue(asked_at):
        raise AlreadyOverdue


@transaction.atomic
def extend_case(*, case_id: int, reason: str, asked_at: datetime, by: Actor) -> Case:
    """Add one limit to the deadline, as was asked before it passed."""
    case = lock_case(case_id)
    require_extend(by, case)
    words = required_text("reason", reason)
    require_extensible(case, asked_at)
    at = timezone.now()
    return saved(case, transitions.extended(case, reason=words, at=at), by=by, at=at)


@transaction.atomic
def excuse_case(*, case_id: int, reason: str, by: Actor) -> Case:
    """Let figures leave its lateness out; that it was late stays on record."""
    case = lock_case(case_id)
    require_excuse(by, case)
    words, at = required_text("reason", reason), timezone.now()
    if case.is_open or not case.overdue or case.excused:
        raise NothingToExcuse
    return saved(case, transitions.excused(case, reason=words, at=at), by=by, at=at)
