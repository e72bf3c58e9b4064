"""Somebody asks for what others must agree to."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.approvals import facts
from lingdang.approvals.enums import Kind
from lingdang.approvals.errors import AlreadyApplied, AppealedBefore, NothingToAppeal
from lingdang.approvals.models import Application
from lingdang.approvals.policies import may_apply, require_apply
from lingdang.approvals.queries import appealed_before
from lingdang.cases.public import Case, case_for, require_extensible, require_hangable, sealed
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed
from lingdang.kernel.texts import required_text

_A_YEAR = timedelta(days=366)


@transaction.atomic
def apply_in_case(
    *, case_id: int, kind: Kind | str, reason: str, by: Actor, until: datetime | None = None
) -> Application:
    """Ask; one thing at a time in a case. ``until`` is for hanging up, a year at most."""
    case = case_for(by, case_id)
    what, at = _kind(kind), timezone.now()
    require_apply(by, case, what)
    if by.person_id is None:
        raise NotAllowed
    _require_possible(case, what, at)
    application = Application(
        case=case,
        kind=what,
        unit_id=case.late_unit_id if what is Kind.APPEAL else case.unit_id,
        reason=required_text("reason", reason),
        until=_until(what, until, at),
        asked_by_id=by.person_id,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError:
        raise AlreadyApplied from None
    record(sealed(case, _made(application)), by=by, at=at)
    return application


def applicable(actor: Actor, case: Case) -> list[Kind]:
    """What this actor may ask for in a case as it is now; whether it waits already is not asked."""
    return [kind for kind in Kind if may_apply(actor, case, kind) and _is_possible(case, kind)]


def _is_possible(case: Case, kind: Kind) -> bool:
    try:
        _require_possible(case, kind, timezone.now())
    except DomainError:
        return False
    return True


def _require_possible(case: Case, kind: Kind, at: datetime) -> None:
    if kind is Kind.EXTEND:
        require_extensible(case, at)
    elif kind is Kind.HANG_UP:
        require_hangable(case, at)
    elif kind is Kind.APPEAL:
        if case.is_open or not case.overdue or case.excused:
            raise NothingToAppeal
        if appealed_before(case):
            raise AppealedBefore


def _kind(text: str) -> Kind:
    if text not in Kind.values:
        raise Incomplete({"kind": _("This cannot be applied for.")})
    return Kind(text)


def _until(kind: Kind, until: datetime | None, at: datetime) -> datetime | None:
    if kind is not Kind.HANG_UP:
        if until is not None:
            raise Incomplete({"until": _("Only hanging up has a day on which it ends.")})
        return None
    if until is None or not at < until <= at + _A_YEAR:
        raise Incomplete({"until": _("Choose a day within a year.")})
    return until


def _made(application: Application) -> facts.ApplicationMade:
    return facts.ApplicationMade(
        application_id=application.pk,
        case_id=application.case_id,
        kind=application.kind,
        held_at_id=application.case.place_id,
        words=application.reason,
        until=application.until.isoformat() if application.until else None,
    )
