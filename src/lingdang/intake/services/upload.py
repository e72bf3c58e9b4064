"""A file is taken in: read whole, its header guessed, its rows sealed until they are needed."""

import json
from hashlib import sha256
from itertools import batched

from django.db import transaction
from django.utils.translation import get_language

from lingdang.intake.facts import SheetUploaded
from lingdang.intake.guessing import NAMES, guessed
from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import Chunk, Import
from lingdang.intake.policies import require_import, top_of
from lingdang.intake.queries.maps import fitting_map
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.headers import header_of, named_columns
from lingdang.kernel.reading import Line, SheetEmpty, read_lines
from lingdang.people.public import encrypt

AT_ONCE = 500  # rows of one chunk: what one transaction of the worker takes


def upload_sheet(*, content: bytes, file_name: str, by: Actor) -> Import:
    """Keep the rows of a file, and propose what its columns mean."""
    require_import(by)
    lines = read_lines(content)
    at = header_of(lines, NAMES)
    rows = lines[at + 1 :]
    if not rows:
        raise SheetEmpty
    head = named_columns(lines[at].cells, max(len(line.cells) for line in rows))
    column_map = fitting_map(head) or ColumnMap(guessed(head))
    return _kept(
        Import(
            file_name=file_name.replace("\0", "")[-200:] or "—",
            digest=sha256(content).hexdigest(),
            head=head,
            rows=len(rows),
            map=column_map.stored(),
            person_id=by.person_id,
            path=top_of(by),
            language=get_language() or "",
        ),
        rows,
        by,
    )


@transaction.atomic
def _kept(run: Import, rows: list[Line], by: Actor) -> Import:
    run.save(force_insert=True)
    Chunk.objects.bulk_create(
        Chunk(of=run, number=number, sealed=_sealed(stretch))
        for number, stretch in enumerate(batched(rows, AT_ONCE))
    )
    record(SheetUploaded(import_id=run.pk, digest=run.digest, rows=run.rows), by=by)
    return run


def _sealed(lines: tuple[Line, ...]) -> str:
    told = [[line.number, line.cells] for line in lines]
    return encrypt(json.dumps(told, ensure_ascii=False))
