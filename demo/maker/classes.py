"""Which streets of the demonstration district are of which of the four classes, and from when."""

from maker.names import Place

COLUMNS = ["place_code", "class", "from", "to"]
ROWS = (
    ("shifanqu", "streets:standard", "2025-01-01", ""),
    ("hubinlu", "streets:strict", "2025-01-01", ""),
    ("yingbin", "streets:model", "2026-01-01", ""),
    ("jianye", "streets:strict", "2026-06-01", ""),
    ("ziyang", "streets:controlled", "2025-01-01", ""),
    ("xinhualu", "streets:model", "2025-01-01", "2026-06-01"),
    ("xinhualu", "streets:strict", "2026-06-01", ""),
)


def rows(by_slug: dict[str, Place]) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, (by_slug[slug].code, *rest), strict=True)) for slug, *rest in ROWS]
