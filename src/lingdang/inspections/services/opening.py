"""A bad finding becomes a case, by the door of cases, once."""

from django.db import transaction

from lingdang.cases.public import (
    WAITING,
    Report,
    Source,
    State,
    file_case,
    handle_case,
    keep_case,
    report_case,
    withdraw_case,
)
from lingdang.evidence.public import move_photos
from lingdang.inspections.enums import BAD
from lingdang.inspections.enums import State as RoundState
from lingdang.inspections.errors import HandedOverAlready
from lingdang.inspections.facts import CaseOpened
from lingdang.inspections.models import Finding
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, Person, actor_for
from lingdang.places.public import tree

_LENT = (
    Duty.SEE_CASE, Duty.REPORT_FOR_OTHER, Duty.RETURN_CASE, Duty.FILE_CASE, Duty.SETTLE_IN_GRID,
    Duty.HANDLE_CASE, Duty.WITHDRAW_CASE,
)  # fmt: skip
_BATCH = 20


def open_case(finding: Finding) -> None:
    """Report it as its inspector did, file it; what was solved on the spot waits for a verifier.

    Its case is judged by somebody else than the inspector who solved it, like every other.
    """
    by = _inspector(finding)
    case = report_case(report=_report(finding), by=by).case
    move_photos(subject=finding.subject, to=case.subject, by=by)
    if finding.item.category_id:
        file_case(case_id=case.pk, by=by)
    if finding.solved:
        keep_case(case_id=case.pk, by=by, at=finding.found_at)
        handle_case(case_id=case.pk, outcome=finding.solved, by=by, at=finding.found_at)
    finding.case = case
    finding.save(update_fields=["case"])
    told = CaseOpened(finding_id=finding.pk, round_id=finding.round_id, case_id=case.pk)
    record(told, by=by)


def drop_case(finding: Finding, reason: str) -> None:
    """It was recorded by mistake: nobody has it in hand yet."""
    case = finding.case
    if case is None or State(case.state) not in WAITING:
        raise HandedOverAlready
    withdraw_case(case_id=case.pk, reason=reason, by=_inspector(finding))
    finding.case = None


def _inspector(finding: Finding) -> Actor:
    person = Person.objects.filter(pk=finding.found_by_id or 0).first()
    by = actor_for(person) if person else Actor.process("inspections")
    return by.entrusted(*_LENT)


def _report(finding: Finding) -> Report:
    point, item = finding.point, finding.item
    words = [item.text, finding.note]
    return Report(
        description="\n".join(filter(None, words)),
        category_code=item.category_id,
        source=Source.INSPECTOR,
        lng=finding.lng if finding.lng is not None else point.lng,
        lat=finding.lat if finding.lat is not None else point.lat,
        place_id=point.place_id if point.place_id in tree() else None,
        address=point.label,
        request_key=f"finding:{finding.pk}:{finding.revision}",
        received_at=finding.found_at,
        attributes={"round": finding.round_id, "finding": finding.pk, "item": item.code},
    )


def open_due() -> int:
    """What unannounced rounds found becomes cases once they are published; a batch at a time."""
    opened = 0
    while (batch := _open_batch()) > 0:
        opened += batch
    return opened


@transaction.atomic
def _open_batch() -> int:
    due = Finding.objects.filter(
        result__in=sorted(BAD), case=None, round__state=RoundState.PUBLISHED
    ).select_for_update(skip_locked=True, of=("self",), no_key=True)
    batch = list(due.select_related("point", "item").order_by("pk")[:_BATCH])
    for finding in batch:
        open_case(finding)
    return len(batch)
