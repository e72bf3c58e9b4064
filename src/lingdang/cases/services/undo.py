"""Steps taken so that they can be taken back, for a while and as long as nothing followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from lingdang.cases.enums import OPEN, Step
from lingdang.cases.errors import MovedOn, TooLateToUndo
from lingdang.cases.facts import CaseStepUndone
from lingdang.cases.models import Case, Suspension
from lingdang.cases.policies import require_see
from lingdang.cases.queries.lists import lock_case, lock_cases
from lingdang.cases.services.saving import saved
from lingdang.cases.services.take import take_step
from lingdang.cases.services.transitions import CHANGING, carried
from lingdang.kernel.actor import Actor

WITHIN = timedelta(minutes=30)
# What nobody outside the office has acted upon yet; evidence and answers of residents stay.
UNDOABLE = frozenset(
    {Step.FILE, Step.REFUSE, Step.DISPATCH, Step.KEEP, Step.PASS_UP, Step.CLOSE, Step.WITHDRAW}
)


@dataclass(frozen=True, slots=True)
class Taken:
    """``before``: the columns that a step may change, as they were, in JSON's own types.

    ``parts`` in it has those of the parts, by their ids: they are withdrawn with the whole.
    """

    case: Case
    before: Mapping[str, Any]


@transaction.atomic
def take_undoably(*, case_id: int, step: Step | str, data: Mapping[str, Any], by: Actor) -> Taken:
    before = _columns(lock_case(case_id))
    parts = lock_cases(Q(parent=case_id, state__in=sorted(OPEN))) if step == Step.WITHDRAW else {}
    before["parts"] = {str(pk): _columns(part) for pk, part in parts.items()}
    return Taken(take_step(case_id=case_id, step=step, data=data, by=by), before)


def _columns(case: Case) -> dict[str, Any]:
    return {field.attname: _plain(getattr(case, field.attname)) for field in _fields()}


def _fields() -> list["models.Field[Any, Any]"]:
    return [Case._meta.get_field(name) for name in CHANGING]  # type: ignore[misc]  # columns all  # noqa: SLF001 -- Django's own documented door


def _plain(value: object) -> object:
    """Write moments without losing their microseconds, which the encoder would."""
    return value.isoformat() if isinstance(value, datetime) else value


@transaction.atomic
def undo_step(
    *, case_id: int, step: Step, before: Mapping[str, Any], since: datetime, by: Actor
) -> Case:
    """Put a case back to ``before``; ``since`` is when the step changed it.

    For whoever took the step: that the caller must know.
    """
    case = lock_case(case_id)
    require_see(by, case)
    at = timezone.now()
    if step not in UNDOABLE or at - since > WITHIN:
        raise TooLateToUndo
    parts: Mapping[str, Any] = before["parts"]
    for part in lock_cases(Q(pk__in=[int(pk) for pk in parts])).values():
        _put_back(part, parts[str(part.pk)], step, since, by=by, at=at)
    return _put_back(case, before, step, since, by=by, at=at)


def _put_back(
    case: Case, before: Mapping[str, Any], step: Step, since: datetime, *, by: Actor, at: datetime
) -> Case:
    if case.changed_at != since:
        raise MovedOn
    for field in _fields():
        setattr(case, field.attname, field.to_python(before[field.attname]))
    case.changed_at = at
    if case.suspended_since:  # the step made the clock run again
        Suspension.objects.filter(case=case, ended_at=since).update(ended_at=None)
    return saved(case, CaseStepUndone(**carried(case), step=step.value), by=by, at=at)
