"""Which row of a sheet is its header, and what its columns are called."""

import re
from collections.abc import Container, Sequence

from lingdang.kernel.reading import Line

_LOOKED_AT = 10  # rows in which the header is looked for
_BARE = re.compile(r"[\s\W_]+")


def bare(header: str) -> str:
    return _BARE.sub("", header).lower()


def header_of(lines: Sequence[Line], names: Container[str]) -> int:
    """Where the header is: the row with most of the ``names`` (bare), else the first full one."""
    looked_at = lines[:_LOOKED_AT]
    known = [sum(bare(cell) in names for cell in line.cells) for line in looked_at]
    if any(known):
        return known.index(max(known))
    widest = max(len(line.cells) for line in looked_at)
    return next(at for at, line in enumerate(looked_at) if sum(map(bool, line.cells)) * 2 > widest)


def named_columns(header: Sequence[str], width: int) -> list[str]:
    """Give every column a name of its own, also where the sheet gives none or one twice."""
    names: list[str] = []
    for at in range(max(width, len(header))):
        name = header[at] if at < len(header) else ""
        name = name.replace("\0", "")[:100] or f"#{at + 1}"
        again = sum(other == name or other.startswith(f"{name} (") for other in names)
        names.append(f"{name} ({again + 1})" if again else name)
    return names
