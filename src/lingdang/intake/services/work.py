"""The worker's part: chunk after chunk, each whole in its transaction, so that a kill loses none.

All or none is one transaction over all chunks: killed in it, nothing was written and it begins
again. The rows without a problem go in chunk by chunk.
"""

from datetime import timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from lingdang.cases.public import check_cases, import_cases
from lingdang.intake.enums import ENDED, STEPS, State, Step
from lingdang.intake.facts import ImportCancelled, ImportFinished
from lingdang.intake.models import Chunk, Import, Trouble
from lingdang.intake.policies import reach_of
from lingdang.intake.queries.imports import working_lock
from lingdang.intake.services.decide import ended
from lingdang.intake.services.stretches import Taken, stretch_of
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport
from lingdang.people.public import Duty, Person, actor_for

IMPORTER = Actor.process("import", Duty.IMPORT_CASES)
_ABANDONED = timedelta(days=7)


@transaction.atomic
def work_on(import_id: int) -> bool:
    """Do the next piece of an import; False when there is none, or another worker is at it."""
    run = working_lock(import_id)
    if run is None:
        return False
    with override(run.language or None):
        if not _bringer(run).has(Duty.IMPORT_CASES):
            _give_up(run)
        elif run.state == State.WRITING and not run.partial:
            _write_whole(run)
        elif chunk := Chunk.objects.filter(of=run, done=False).order_by("number").first():
            _take(run, chunk)
        else:
            _sum_up(run)
    return True


def _bringer(run: Import) -> Actor:
    """Whoever brought it, as far as they reach today."""
    person = Person.objects.filter(pk=run.person_id).first() if run.person_id else None
    return actor_for(person) if person else IMPORTER


def _take(run: Import, chunk: Chunk) -> None:
    taken = stretch_of(run, [chunk], _keys_before(chunk))
    within = reach_of(_bringer(run))
    if run.state == State.CHECKING:
        report = check_cases(taken.stretch, by=IMPORTER, within=within)
    else:
        report = import_cases(taken.stretch, by=IMPORTER, within=within, partial=True)
    chunk.done, chunk.keys = True, taken.keys
    chunk.save(update_fields=["done", "keys"])
    _counted(run, taken, report)
    run.done = min(run.rows, run.done + taken.rows)
    run.save()


def _keys_before(chunk: Chunk) -> set[str]:
    before = Chunk.objects.filter(of=chunk.of_id, number__lt=chunk.number)
    return set(chain.from_iterable(before.values_list("keys", flat=True)))


def _write_whole(run: Import) -> None:
    """Write every row in this transaction, or say which cannot be and write none."""
    taken = stretch_of(run, Chunk.objects.filter(of=run).order_by("number"), set())
    if taken.report.problems:
        report = check_cases(taken.stretch, by=IMPORTER, within=reach_of(_bringer(run)))
    else:
        report = import_cases(taken.stretch, by=IMPORTER, within=reach_of(_bringer(run)))
    _counted(run, taken, report)
    run.done = run.rows
    _sum_up(run)


def _counted(run: Import, taken: Taken, report: ImportReport) -> None:
    problems = sorted([*taken.report.problems, *report.problems], key=lambda one: one.row)
    run.created += report.created
    run.unchanged += report.unchanged + taken.report.unchanged
    run.refused += len(problems)
    Trouble.objects.bulk_create(
        Trouble(of=run, row=one.row, code=one.code, sentence=one.sentence) for one in problems
    )


def _sum_up(run: Import) -> None:
    """Every row was looked at: checked, written, or of all or none none."""
    if run.state == State.CHECKING or (run.refused and not run.partial):
        run.state = STEPS.after(State(run.state), Step.SUM_UP)
        run.save()
        return
    run.state = STEPS.after(State(run.state), Step.FINISH)
    ended(run)
    finished = ImportFinished(
        import_id=run.pk, created=run.created, unchanged=run.unchanged, problems=run.refused
    )
    record(finished, by=_bringer(run))


def _give_up(run: Import) -> None:
    """Whoever brought it may import no longer."""
    run.state = STEPS.after(State(run.state), Step.CANCEL)
    ended(run)
    record(ImportCancelled(import_id=run.pk, created=run.created), by=IMPORTER)


@transaction.atomic
def tidy_imports() -> int:
    """Throw the rows of files away that nobody went on with; says how many files."""
    since = timezone.now() - _ABANDONED
    left = Import.objects.exclude(state__in=sorted(ENDED)).filter(uploaded_at__lt=since)
    runs = list(left.select_for_update(no_key=True, skip_locked=True))
    for run in runs:
        _give_up(run)
    return len(runs)
