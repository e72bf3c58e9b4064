"""Figures that the pages print of a place and no record adds up to: entered as given."""

from maker.names import Place

COLUMNS = ["place_code", "what", "value", "unit", "precision", "as_of"]
PRINTED = (  # 003: 辖区面积3.8平方公里,户籍人口3.9万,常住人口4.5万; the day is not printed
    ("xinhualu", "辖区面积", "3.8", "平方公里", "exact", "2026-01-01"),
    ("xinhualu", "户籍人口", "3.9", "万人", "exact", "2026-01-01"),
    ("xinhualu", "常住人口", "4.5", "万人", "exact", "2026-01-01"),
)


def rows(by_slug: dict[str, Place]) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, (by_slug[slug].code, *rest), strict=True)) for slug, *rest in PRINTED]
