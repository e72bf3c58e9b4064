"""From sealed chunks to a stretch of rows that cases can be made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from lingdang.cases.public import Stretch
from lingdang.intake.enums import Target
from lingdang.intake.models import Chunk, Import
from lingdang.intake.queries.rows import lines_of, reader_of
from lingdang.kernel.sheets import ImportReport, Row, checked


@dataclass(frozen=True, slots=True)
class Taken:
    """``report`` is of what never became a row of ours; ``rows`` is how many were looked at."""

    stretch: Stretch
    keys: list[str]
    report: ImportReport
    rows: int


def stretch_of(run: Import, chunks: Iterable[Chunk], before: set[str]) -> Taken:
    """Read chunks; a row without a number of its own that says the same again is left out."""
    reader, report = reader_of(run), ImportReport()
    numbered = reader.map.column_of(Target.EXTERNAL_KEY) is not None
    seen = set(before)
    keys: list[str] = []
    numbers: list[int] = []

    def understood(cells: list[str]) -> Row | None:
        row = reader.row(cells)
        key = row["external_key"]
        keys.append(key)
        if key in seen and not numbered:
            return None
        seen.add(key)
        return row

    lines = [line for chunk in chunks for line in lines_of(chunk)]
    rows: list[Row] = []
    for line in lines:
        found = checked([line.cells], understood, report, [line.number])
        rows.extend(found)
        numbers.extend(line.number for _row in found)
    return Taken(Stretch(rows, numbers, before), keys, report, len(lines))
