"""One step for many cases: each on its own, each with its outcome, and back again."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lingdang.cases.public import Step, take_undoably, undo_step
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.worklists import policies, queries
from lingdang.worklists.enums import Outcome
from lingdang.worklists.facts import RunBegun
from lingdang.worklists.models import Run, RunRow


def begin_run(
    *, key: UUID, case_ids: Sequence[int], step: Step | str, data: Mapping[str, Any], by: Actor
) -> Run:
    """Note what shall be done, then do it. The same key again goes on where it stopped."""
    run = _begun(key, case_ids, step, data, by)
    carry_on(run_id=run.pk, by=by)
    return run


def _begun(
    key: UUID, case_ids: Sequence[int], step: Step | str, data: Mapping[str, Any], by: Actor
) -> Run:
    person = policies.require_staff(by)
    if step not in Step.values:
        raise Incomplete({"step": _("There is no such step.")})
    seen = [item.case.pk for item in queries.previewed(by, case_ids, Step(step))]
    if not seen:
        raise Incomplete({"case_ids": _("Choose at least one case.")})
    try:
        with transaction.atomic():
            run = Run.objects.create(key=key, by_id=person, step=step, data=dict(data))
            RunRow.objects.bulk_create(RunRow(run=run, case_id=case_id) for case_id in seen)
            record(RunBegun(run_id=run.pk, step=str(step), cases=len(seen)), by=by)
    except IntegrityError:
        run = Run.objects.get(key=key)
        policies.require_own_run(by, run)
    return run


def carry_on(*, run_id: int, by: Actor) -> None:
    """Take the step for what is still waiting; a run that was cut off goes on like this."""
    run = queries.run_for(by, run_id)
    waiting = RunRow.objects.filter(run=run, outcome=Outcome.WAITING)
    for case_id in waiting.order_by("case_id").values_list("case_id", flat=True):
        _take(run, case_id, by)


@transaction.atomic
def _take(run: Run, case_id: int, by: Actor) -> None:
    """Lock the row: two tabs that carry on take each step once."""
    row = _locked(run, case_id, Outcome.WAITING)
    if row is None:
        return
    try:
        with transaction.atomic():
            taken = take_undoably(case_id=case_id, step=run.step, data=run.data, by=by)
    except DomainError as refusal:
        _note(row, outcome=Outcome.REFUSED, sentence=str(refusal))
    else:
        changed_at = taken.case.changed_at
        _note(row, outcome=Outcome.DONE, before=taken.before, changed_at=changed_at)


def undo_run(*, run_id: int, by: Actor, case_id: int | None = None) -> None:
    """Put back what the run did, of one case or of all; what has moved on stays, and says so."""
    run = queries.run_for(by, run_id)
    done = RunRow.objects.filter(run=run, outcome=Outcome.DONE)
    if case_id is not None:
        done = done.filter(case=case_id)
    for found in done.order_by("case_id").values_list("case_id", flat=True):
        _undo(run, found, by)


@transaction.atomic
def _undo(run: Run, case_id: int, by: Actor) -> None:
    row = _locked(run, case_id, Outcome.DONE)
    if row is None or row.before is None or row.changed_at is None:
        return
    try:
        with transaction.atomic():
            undo_step(
                case_id=case_id,
                step=Step(run.step),
                before=row.before,
                since=row.changed_at,
                by=by,
            )
    except DomainError as refusal:
        _note(row, sentence=str(refusal))
    else:
        _note(row, outcome=Outcome.UNDONE, sentence="")


def _locked(run: Run, case_id: int, outcome: Outcome) -> RunRow | None:
    rows = RunRow.objects.select_for_update().filter(run=run, case=case_id, outcome=outcome)
    return rows.first()


def _note(row: RunRow, **changes: Any) -> None:
    RunRow.objects.filter(run=row.run_id, case=row.case_id).update(**changes)
