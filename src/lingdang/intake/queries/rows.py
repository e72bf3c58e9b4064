"""What lies in a sheet that is on its way in: its first rows, and words that say nothing to us."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lingdang.intake.enums import NAMED, Target
from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import Chunk, Import
from lingdang.intake.names import Names
from lingdang.intake.rows import Reader
from lingdang.kernel.errors import DomainError
from lingdang.kernel.reading import Line
from lingdang.kernel.sheets import Row
from lingdang.people.public import decrypt

_MOST_WORDS = 200  # of one kind


@dataclass(frozen=True, slots=True)
class Sample:
    """A row as it came, and what becomes of it, or why nothing does."""

    line: Line
    row: Row
    problem: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of theirs that says nothing to us, and how many rows say it."""

    target: Target
    word: str
    rows: int


def lines_of(chunk: Chunk) -> list[Line]:
    return [Line(number, cells) for number, cells in json.loads(decrypt(chunk.sealed))]


def reader_of(run: Import, names: Names | None = None) -> Reader:
    column_map = ColumnMap.read(run.map)
    return Reader(run.head, column_map, names or Names.load(column_map), run.pk)


def sample_of(run: Import, count: int) -> list[Sample]:
    """Show the first rows as they are understood now."""
    reader = reader_of(run)
    return [_sample(line, reader) for line in islice(_lines(run), count)]


def _sample(line: Line, reader: Reader) -> Sample:
    try:
        return Sample(line, reader.row(line.cells), "")
    except DomainError as refusal:
        return Sample(line, {}, str(refusal))


def unknown_words(run: Import) -> list[Unknown]:
    """Words for categories, places, units and sources that nobody has given a meaning yet."""
    reader = reader_of(run)
    asked = [target for target in NAMED if reader.map.column_of(target)]
    found: dict[Target, Counter[str]] = {target: Counter() for target in asked}
    for line in _lines(run) if asked else ():
        for target in asked:
            found[target][reader.unknown(target, line.cells)] += 1
    return [
        Unknown(target, word, rows)
        for target, words in found.items()
        for word, rows in words.most_common(_MOST_WORDS)
        if word
    ]


def _lines(run: Import) -> Iterator[Line]:
    for chunk in Chunk.objects.filter(of=run).order_by("number").iterator(chunk_size=5):
        yield from lines_of(chunk)
