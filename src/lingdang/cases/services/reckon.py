"""Deadlines follow what they are reckoned by: the calendar, and the place that a case lies in."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lingdang.cases.models import Case, Suspension
from lingdang.cases.queries.lists import lock_case
from lingdang.cases.queries.suspensions import suspensions_since
from lingdang.cases.services import transitions
from lingdang.cases.services.saving import saved
from lingdang.kernel.actor import Actor


def follow_calendar(first: date, last: date, *, by: Actor) -> int:
    """Reckon the open cases anew whose time runs over days that were entered or corrected."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, time.min))
        for day in (first, last + timedelta(days=1))
    )
    reached = Q(due_at__gte=begin) | Q(suspended_since__isnull=False)
    running = Case.objects.open().filter(reached, due_from__lt=end)
    return reckon_cases(running.order_by("pk").values_list("pk", flat=True), by=by)


def reckon_cases(case_ids: Iterable[int], *, by: Actor) -> int:
    """Reckon each anew, in a transaction of its own; says how many deadlines moved."""
    return sum(_reckon(case_id, by) for case_id in list(case_ids))


@transaction.atomic
def _reckon(case_id: int, by: Actor) -> bool:
    case = lock_case(case_id)
    if case.due_from is None:
        return False
    at, stood = timezone.now(), suspensions_since(case, case.due_from)
    before = _deadline(case, stood)
    event = transitions.reckoned(case, stood, at=at)
    if _deadline(case, stood) == before:
        return False
    save_stood(stood)
    saved(case, event, by=by, at=at)
    return True


def _deadline(case: Case, stood: list[Suspension]) -> datetime | None:
    """When it is due; of a clock that stands still, when it was."""
    return case.due_at or next((pause.due_before for pause in stood if not pause.ended_at), None)


def save_stood(stood: list[Suspension]) -> None:
    """Keep the deadline of a clock that stands still where it stands still."""
    for pause in stood:
        if pause.ended_at is None:
            pause.save(update_fields=["due_before"])
