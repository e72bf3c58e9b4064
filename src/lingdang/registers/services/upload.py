"""A sheet is taken in: read whole, its header guessed, its rows sealed; then said what it means."""

import json
from collections.abc import Mapping
from hashlib import sha256
from itertools import batched

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from psycopg.errors import LockNotAvailable

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.kernel.headers import header_of, named_columns
from lingdang.kernel.reading import Line, SheetEmpty, read_lines
from lingdang.people.public import encrypt
from lingdang.registers.columns import guessed, names_of, require_columns
from lingdang.registers.enums import EDIT, STEPS, State, Step
from lingdang.registers.errors import BeingWritten
from lingdang.registers.facts import ImportEnded, SheetUploaded
from lingdang.registers.models import Chunk, Import, Trouble
from lingdang.registers.queries.imports import import_for, lock_import
from lingdang.registers.queries.registers import sight_in, sight_of

AT_ONCE = 500  # rows of one chunk: what one transaction of the worker takes


def upload_sheet(*, code: str, content: bytes, file_name: str, by: Actor) -> Import:
    """Keep the rows of a file, and propose what its columns mean."""
    sight = sight_of(by, code)
    if not by.has(EDIT):
        raise NotAllowed
    lines = read_lines(content)
    at = header_of(lines, names_of(sight.edited))
    rows = lines[at + 1 :]
    if not rows:
        raise SheetEmpty
    head = named_columns(lines[at].cells, max(len(line.cells) for line in rows))
    run = Import(
        register=sight.register,
        file_name=file_name.replace("\0", "")[-200:] or "—",
        digest=sha256(content).hexdigest(),
        head=head,
        columns=guessed(head, sight.edited),
        rows=len(rows),
        person_id=by.person_id,
        language=get_language() or "",
    )
    return _kept(run, rows, by)


@transaction.atomic
def _kept(run: Import, rows: list[Line], by: Actor) -> Import:
    run.save(force_insert=True)
    Chunk.objects.bulk_create(
        Chunk(of=run, number=number, sealed=_sealed(stretch))
        for number, stretch in enumerate(batched(rows, AT_ONCE))
    )
    told = SheetUploaded(
        import_id=run.pk, register=run.register.code, digest=run.digest, rows=run.rows
    )
    record(told, by=by)
    return run


def _sealed(lines: tuple[Line, ...]) -> str:
    told = [[line.number, line.cells] for line in lines]
    return encrypt(json.dumps(told, ensure_ascii=False))


@transaction.atomic
def choose_columns(*, import_id: int, columns: Mapping[str, str], by: Actor) -> Import:
    """Say what the columns mean; every row is then checked, and nothing written yet."""
    run = _locked(import_id, by)
    require_columns(columns, run.head, sight_in(by, run.register).edited)
    run.columns = dict(columns)
    return _begun(run, Step.CHECK)


@transaction.atomic
def write_import(*, import_id: int, partial: bool, by: Actor) -> Import:
    """Let it in: all rows or none, or with ``partial`` those without a problem."""
    run = _locked(import_id, by)
    run.partial = partial
    return _begun(run, Step.WRITE)


@transaction.atomic
def cancel_import(*, import_id: int, by: Actor) -> Import:
    """Stop. What the good rows made so far stays; the file's rows are thrown away."""
    run = _locked(import_id, by)
    end(run, Step.CANCEL, by)
    return run


def end(run: Import, step: Step, by: Actor) -> None:
    """Nothing of the file is kept longer than it is needed."""
    run.state = STEPS.after(State(run.state), step)
    run.ended_at = timezone.now()
    run.save()
    Chunk.objects.filter(of=run).delete()
    told = ImportEnded(
        import_id=run.pk,
        created=run.created,
        unchanged=run.unchanged,
        refused=run.refused,
        cancelled=step == Step.CANCEL,
    )
    record(told, by=by)


def _locked(import_id: int, by: Actor) -> Import:
    """May – lock. A worker at it is not waited for: it may take a minute."""
    import_for(by, import_id)
    try:
        with transaction.atomic():
            return lock_import(import_id, wait=False)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise BeingWritten from None
        raise


def _begun(run: Import, step: Step) -> Import:
    """Begin to go through all rows anew."""
    run.state = STEPS.after(State(run.state), step)
    run.done = run.created = run.unchanged = run.refused = 0
    run.save()
    Chunk.objects.filter(of=run).update(done=False, keys=[])
    Trouble.objects.filter(of=run).delete()
    return run
