"""Words of sheets that mean one of ours."""

from collections.abc import Iterable, Mapping, Sequence

from lingdang.kernel.sheets import ColumnsMissing, Row, read_sheet
from lingdang.standards.enums import Kind
from lingdang.standards.errors import SheetEmpty

KINDS = {
    "matter": Kind.MATTER,
    "事项": Kind.MATTER,
    "事件": Kind.MATTER,
    "component": Kind.COMPONENT,
    "部件": Kind.COMPONENT,
}


def read_named(
    content: bytes, names: Mapping[str, str], required: Iterable[Sequence[str]]
) -> list[dict[str, str]]:
    """Read a sheet whose columns may bear the names that offices give them.

    Of each group in ``required`` the sheet has at least one column.
    """
    rows = [
        {names.get(plain(column), column): value for column, value in row.items()}
        for row in read_sheet(content, ())
    ]
    if not rows:
        raise SheetEmpty
    missing = [group[0] for group in required if not any(name in rows[0] for name in group)]
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    return rows


def plain(text: str) -> str:
    return "".join(text.split())


def columns_of(rows: Sequence[Row]) -> list[str]:
    return list(rows[0]) if rows else []
