"""By which procedure a case goes, and what it then carries."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.facts import CaseDescribed
from lingdang.cases.models import Case
from lingdang.cases.policies import require_describe
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.services.transitions import carried
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.standards.public import Procedure, cleaned, procedure_by_code


def procedure_named(code: str | None) -> Procedure | None:
    """Find it by its code; none, or the empty word, is the ordinary way."""
    if not code:
        return None
    procedure = procedure_by_code(code)
    if procedure is None or not procedure.in_use:
        raise Incomplete({"procedure_code": _("There is no such procedure.")})
    return procedure


def entrust(
    case: Case, procedure: Procedure | None, particulars: Mapping[str, object], *, whole: bool
) -> None:
    """Set the procedure and what it wants said; in memory, for the service that saves."""
    case.procedure = procedure
    wanted = procedure.particulars if procedure else []
    case.particulars = cleaned(wanted, particulars, whole=whole)


def lock_to_describe(case_id: int, by: Actor) -> Case:
    """For the room that keeps something beside a case, inside its transaction: lock – may."""
    case = lock_case(case_id)
    require_describe(by, case)
    return case


@transaction.atomic
def describe_case(*, case_id: int, particulars: Mapping[str, object], by: Actor) -> Case:
    """Say what the procedure wants said of a case; what is not named stays as it was."""
    case = lock_to_describe(case_id, by)
    at = timezone.now()
    entrust(case, case.procedure, {**case.particulars, **particulars}, whole=True)
    return _described(case, sorted(particulars), by, at)


def _described(case: Case, fields: list[str], by: Actor, at: datetime) -> Case:
    case.changed_at = at
    case.save(update_fields=["particulars", "changed_at"])
    record(CaseDescribed(**carried(case), fields=fields), by=by, at=at)
    return case
