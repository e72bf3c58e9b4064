"""What a person decides about an import: what its columns mean, that it goes in, or does not."""

from django.db import OperationalError, transaction
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from lingdang.intake.enums import STEPS, State, Step
from lingdang.intake.errors import BeingWritten
from lingdang.intake.facts import ImportCancelled, ImportStarted
from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import Chunk, Import, Trouble
from lingdang.intake.policies import require_see
from lingdang.intake.queries.imports import lock_import
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor


@transaction.atomic
def choose_map(*, import_id: int, column_map: ColumnMap, by: Actor) -> Import:
    """Say what the columns mean; every row is then checked, and nothing written yet."""
    run = _locked(import_id, by)
    column_map.require_enough(run.head)
    run.map = column_map.stored()
    return begun(run, Step.CHECK)


@transaction.atomic
def write_import(*, import_id: int, partial: bool, by: Actor) -> Import:
    """Let it in: all rows or none, or with ``partial`` those without a problem."""
    run = _locked(import_id, by)
    run.partial = partial
    begun(run, Step.WRITE)
    record(ImportStarted(import_id=run.pk, digest=run.digest, partial=partial), by=by)
    return run


@transaction.atomic
def cancel_import(*, import_id: int, by: Actor) -> Import:
    """Stop. What the good rows made so far stays; the file's rows are thrown away."""
    run = _locked(import_id, by)
    run.state = STEPS.after(State(run.state), Step.CANCEL)
    ended(run)
    record(ImportCancelled(import_id=run.pk, created=run.created), by=by)
    return run


def _locked(import_id: int, by: Actor) -> Import:
    """Lock – may. A worker at it is not waited for: it may take a minute."""
    try:
        with transaction.atomic():
            run = lock_import(import_id, wait=False)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BeingWritten from None
        raise
    require_see(by, run)
    return run


def begun(run: Import, step: Step) -> Import:
    """Begin to go through all rows anew."""
    run.state = STEPS.after(State(run.state), step)
    run.done = run.created = run.unchanged = run.refused = 0
    run.save()
    Chunk.objects.filter(of=run).update(done=False, keys=[])
    Trouble.objects.filter(of=run).delete()
    return run


def ended(run: Import) -> None:
    """Nothing of the file is kept longer than it is needed."""
    run.ended_at = timezone.now()
    run.save()
    Chunk.objects.filter(of=run).delete()
