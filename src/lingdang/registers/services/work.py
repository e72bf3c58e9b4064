"""Imports go on in pieces; each piece and what it counted are one transaction.

All or none is one transaction over every row: killed in it, nothing was written and it begins
again. The rows without a problem go in chunk by chunk.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import chain

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lingdang.journal.public import unsaved_fact, write_facts
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.reading import Line
from lingdang.kernel.sheets import ImportReport, checked
from lingdang.people.public import Person, actor_for
from lingdang.registers.contents import opened
from lingdang.registers.enums import DEFINE, EDIT, ENDED, EVERY_FIELD, SEE, STEPS, State, Step
from lingdang.registers.facts import EntryMade
from lingdang.registers.models import Chunk, Claim, Entry, Import, Trouble
from lingdang.registers.queries.imports import lines_of, working_lock
from lingdang.registers.queries.known import Known
from lingdang.registers.queries.registers import lock_register, sight_of
from lingdang.registers.rows import Draft, Reader
from lingdang.registers.services.upload import end

PROCESS = Actor.process("registers", DEFINE, EDIT, SEE, EVERY_FIELD)
_ABANDONED = timedelta(days=7)
_AT_ONCE = 1000


@transaction.atomic
def work_on(import_id: int) -> bool:
    """Do the next piece of an import; False when there is none, or another worker is at it."""
    run = working_lock(import_id)
    if run is None:
        return False
    by = _bringer(run)
    with override(run.language or None):
        try:
            reader = _reader(run, by)
        except NotFound:  # whoever brought it sees the register no longer
            end(run, Step.CANCEL, PROCESS)
            return True
        _work(run, reader)
    return True


def _bringer(run: Import) -> Actor:
    """Whoever brought it, as far as they reach today."""
    person = Person.objects.filter(pk=run.person_id).first() if run.person_id else None
    return actor_for(person) if person else PROCESS


def _reader(run: Import, by: Actor) -> Reader:
    lock_register(run.register_id)
    sight = sight_of(by, run.register.code)
    if not by.has(EDIT) or not sight.register.in_use:
        raise NotFound
    return Reader(sight, run.head, run.columns, Known(by), by)


def _work(run: Import, reader: Reader) -> None:
    chunks = Chunk.objects.filter(of=run).order_by("number")
    if run.state == State.WRITING and not run.partial:
        _take(run, list(chunks), reader)
    elif chunk := chunks.filter(done=False).first():
        _take(run, [chunk], reader)
    if run.done >= run.rows:
        _sum_up(run, reader)


def _take(run: Import, chunks: list[Chunk], reader: Reader) -> None:
    """Look at rows; write them too, where that is asked and nothing speaks against it."""
    lines = [line for chunk in chunks for line in lines_of(chunk)]
    before = Chunk.objects.filter(of=run, number__lt=chunks[0].number)
    taken = set(chain.from_iterable(before.values_list("keys", flat=True)))
    report, fresh = ImportReport(), set[str]()
    drafts = _drafts(lines, reader, report, taken, fresh)
    if run.state == State.WRITING and (run.partial or not report.problems):
        _write(drafts, reader)
    for chunk in chunks:
        chunk.done, chunk.keys = True, sorted(fresh) if chunk is chunks[0] else []
        chunk.save(update_fields=["done", "keys"])
    _count(run, len(lines), len(drafts), report)


def _drafts(
    lines: list[Line], reader: Reader, report: ImportReport, taken: set[str], fresh: set[str]
) -> list[Draft]:
    numbers = [line.number for line in lines]
    made = checked((line.cells for line in lines), reader.draft, report, numbers)
    refused = {problem.row for problem in report.problems}
    rows = [number for number in numbers if number not in refused]
    known = _known(made, reader)

    def once(draft: Draft) -> Draft | None:
        return _once(draft, known, reader, taken, fresh)

    return checked(made, once, report, rows)


def _once(
    draft: Draft, known: dict[str, Entry], reader: Reader, taken: set[str], fresh: set[str]
) -> Draft | None:
    """A row that is there already adds nothing; one that says otherwise of it is a problem."""
    keys = {f"{field}={value}" for field, value in draft.claims.items()}
    for key in keys & known.keys():
        kept = opened(known[key].content, reader.sight.fields)
        if kept != draft.content:
            raise _taken(key)
        return None
    if twice := keys & (taken | fresh):
        if next(iter(draft.claims)) == "#row":
            return None
        raise _taken(next(iter(twice)))
    fresh |= keys
    return draft


def _taken(key: str) -> Incomplete:
    sentence = _("“%(value)s” is there already and says otherwise. Change it on its page.")
    return Incomplete({"key": sentence % {"value": key.partition("=")[2]}})


def _known(drafts: Iterable[Draft], reader: Reader) -> dict[str, Entry]:
    """Entries that have a claim of these rows, in one statement."""
    wanted = {value for draft in drafts for value in draft.claims.values()}
    names = {name for draft in drafts for name in draft.claims}
    found = Claim.objects.filter(
        register=reader.sight.register, field__in=names, value__in=wanted
    ).select_related("entry")
    return {f"{one.field}={one.value}": one.entry for one in found}


def _write(drafts: list[Draft], reader: Reader) -> None:
    entries = Entry.objects.bulk_create([draft.entry for draft in drafts], batch_size=_AT_ONCE)
    register = reader.sight.register
    claims = (
        Claim(register=register, entry=entry, field=name, value=value)
        for entry, draft in zip(entries, drafts, strict=True)
        for name, value in draft.claims.items()
    )
    Claim.objects.bulk_create(claims, batch_size=_AT_ONCE)
    now, number = timezone.now(), reader.sight.version.number
    made = [
        EntryMade(entry_id=entry.pk, register=register.code, place=entry.place_id, version=number)
        for entry in entries
    ]
    write_facts([unsaved_fact(event, by=reader.by, at=now) for event in made])


def _count(run: Import, rows: int, good: int, report: ImportReport) -> None:
    run.done = min(run.rows, run.done + rows)
    run.created += good
    run.unchanged += report.unchanged
    run.refused += len(report.problems)
    Trouble.objects.bulk_create(
        Trouble(of=run, row=one.row, code=one.code, sentence=one.sentence)
        for one in report.problems
    )
    run.save()


def _sum_up(run: Import, reader: Reader) -> None:
    """Every row was looked at: checked, written, or of all or none none."""
    if run.state == State.CHECKING or (run.refused and not run.partial):
        run.state = STEPS.after(State(run.state), Step.SUM_UP)
        run.save(update_fields=["state"])
        return
    end(run, Step.FINISH, reader.by)


@transaction.atomic
def tidy_imports() -> int:
    """Throw the rows of files away that nobody went on with; says how many files."""
    since = timezone.now() - _ABANDONED
    left = Import.objects.exclude(state__in=sorted(ENDED)).filter(uploaded_at__lt=since)
    runs = list(left.select_for_update(no_key=True, skip_locked=True))
    for run in runs:
        end(run, Step.CANCEL, PROCESS)
    return len(runs)
