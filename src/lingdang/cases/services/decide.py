"""Is it a case? Filed with a category, or refused; or taken back by who reported it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import Step
from lingdang.cases.errors import OthersWaitToo
from lingdang.cases.models import Case
from lingdang.cases.policies import is_reporter
from lingdang.cases.ruling import standard_named
from lingdang.cases.services import transitions
from lingdang.cases.services.entrust import entrust, procedure_named
from lingdang.cases.services.saving import locked_for, saved
from lingdang.cases.services.split import withdraw_parts
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import required_text
from lingdang.standards.public import Category, category_by_code


@transaction.atomic
def file_case(
    *,
    case_id: int,
    by: Actor,
    category_code: str | None = None,
    standard_id: int | None = None,
    procedure_code: str | None = None,
    particulars: Mapping[str, object] = MappingProxyType({}),
) -> Case:
    """Accept it, under the category, standard and procedure that it has or the ones named.

    An empty ``procedure_code`` is the ordinary way.
    """
    case = locked_for(Step.FILE, case_id, by)
    category = category_named(category_code) or case.category
    if category is None:
        raise Incomplete({"category_code": _("Choose a category.")})
    named = procedure_code is not None
    procedure = procedure_named(procedure_code) if named else case.procedure
    kept = case.particulars if procedure == case.procedure else {}
    entrust(case, procedure, {**kept, **particulars}, whole=True)
    at = timezone.now()
    standard = standard_named(category, standard_id, at) if standard_id else None
    event = transitions.filed(case, category=category, standard=standard, at=at)
    return saved(case, event, by=by, at=at)


def category_named(code: str | None) -> Category | None:
    if not code:
        return None
    if "\0" in code or (category := category_by_code(code)) is None:
        raise Incomplete({"category_code": _("There is no such category.")})
    return category


@transaction.atomic
def refuse_case(*, case_id: int, reason: str, by: Actor) -> Case:
    case = locked_for(Step.REFUSE, case_id, by)
    words, at = required_text("reason", reason), timezone.now()
    return saved(case, transitions.refused(case, reason=words, at=at), by=by, at=at)


@transaction.atomic
def withdraw_case(*, case_id: int, reason: str, by: Actor) -> Case:
    """Take it back. A reporter speaks for nobody else who reported the same."""
    case = locked_for(Step.WITHDRAW, case_id, by)
    words, at = required_text("reason", reason), timezone.now()
    if is_reporter(by, case) and Case.objects.filter(merged_into=case.pk).exists():
        raise OthersWaitToo
    event = transitions.withdrawn(case, reason=words, at=at)
    case = saved(case, event, by=by, at=at)
    withdraw_parts(case, reason=words, by=by, at=at)
    return case
