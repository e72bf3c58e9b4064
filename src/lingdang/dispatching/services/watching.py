"""Keep an eye on a case until a day; press for it; remind whoever has it."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Case, lock_case
from lingdang.dispatching.errors import AlreadySupervised, CaseEnded, NotSupervised, UrgedToday
from lingdang.dispatching.facts import (
    CaseSupervised,
    CaseUrged,
    SupervisionLifted,
    SupervisionReminded,
)
from lingdang.dispatching.models import Supervision, Urge
from lingdang.dispatching.policies import require_supervise, require_urge, urges_as_staff
from lingdang.dispatching.queries.watch import lock_supervision
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text

_LONGEST = 500
_LATEST = timedelta(days=366)
_AHEAD = timedelta(days=1)  # whoever has it is reminded from the day before


@transaction.atomic
def supervise_case(*, case_id: int, note: str, until: date, by: Actor) -> Supervision:
    """Put a case under supervision: what is expected, and by which day."""
    case = lock_case(case_id)
    require_supervise(by, case)
    words = required_text("note", note, _LONGEST)
    _require_open(case)
    _require_soon(until)
    if lock_supervision(case_id):
        raise AlreadySupervised
    watch = Supervision.objects.create(case=case, note=words, until=until, by_id=by.person_id)
    record(CaseSupervised(**_about(case), note=words, until=until.isoformat()), by=by)
    return watch


def _require_open(case: Case) -> None:
    if not case.is_open:
        raise CaseEnded


def _require_soon(until: date) -> None:
    today = timezone.localdate()
    if not today <= until <= today + _LATEST:
        raise Incomplete({"until": _("Choose a day from today on, within a year.")})


def _about(case: Case) -> dict[str, Any]:
    return {"case_id": case.pk, "held_at_id": case.place_id}


@transaction.atomic
def lift_supervision(*, case_id: int, note: str, by: Actor) -> Supervision:
    """It is well: say why nobody needs to look any more."""
    case = lock_case(case_id)
    require_supervise(by, case)
    words = required_text("note", note, _LONGEST)
    watch = lock_supervision(case_id)
    if watch is None:
        raise NotSupervised
    return _lifted(watch, case, words, by)


@transaction.atomic
def end_supervision(*, case_id: int, by: Actor) -> None:
    """Let it end with the case."""
    case = lock_case(case_id)
    watch = lock_supervision(case_id)
    if watch and not case.is_open:
        _lifted(watch, case, "", by)


def _lifted(watch: Supervision, case: Case, words: str, by: Actor) -> Supervision:
    watch.lifted_at, watch.lifted_by_id, watch.lifted_note = timezone.now(), by.person_id, words
    watch.save(update_fields=["lifted_at", "lifted_by", "lifted_note"])
    record(SupervisionLifted(**_about(case), note=words), by=by)
    return watch


def remind_supervised(*, by: Actor) -> int:
    """Remind whoever has a supervised case, once a day from the day before; says how many."""
    today = timezone.localdate()
    due = Supervision.objects.filter(
        Q(reminded_on=None) | Q(reminded_on__lt=today), lifted_at=None, until__lte=today + _AHEAD
    )
    return sum(_remind(case_id, today, by) for case_id in due.values_list("case_id", flat=True))


@transaction.atomic
def _remind(case_id: int, today: date, by: Actor) -> bool:
    case = lock_case(case_id)
    watch = lock_supervision(case_id)
    if watch is None or watch.reminded_on == today:
        return False
    watch.reminded_on = today
    watch.save(update_fields=["reminded_on"])
    record(SupervisionReminded(**_about(case), until=watch.until.isoformat()), by=by)
    return True


@transaction.atomic
def urge_case(*, case_id: int, by: Actor, note: str = "") -> Urge:
    """Press for a case: its reporter once a day, staff whenever it is called for."""
    case = lock_case(case_id)
    require_urge(by, case)
    words = optional_text("note", note, _LONGEST)
    _require_open(case)
    as_reporter = not urges_as_staff(by, case)
    urge = Urge(case=case, by_id=by.person_id, by_reporter=as_reporter, note=words)
    urge.day = timezone.localdate()
    try:
        with transaction.atomic():
            urge.save(force_insert=True)
    except IntegrityError:
        raise UrgedToday from None
    count = Urge.objects.filter(case=case).count()
    record(CaseUrged(**_about(case), by_reporter=as_reporter, count=count, note=words), by=by)
    return urge
