"""A check-list as a sheet: the same columns out and in."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from lingdang.inspections.models import Item
from lingdang.inspections.models.checklist import FULL, LONGEST_CODE, LONGEST_ITEM, NONE, SOME
from lingdang.kernel.errors import Incomplete
from lingdang.kernel.reading import read_lines
from lingdang.kernel.sheets import ColumnsMissing, ImportReport, Row, cell, cell_truth, checked
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.public import Unit
from lingdang.standards.public import category_by_code

COLUMNS = ("code", "text", "judging", "met", "partly", "unmet", "photo", "unit", "category", "days")
HEADS = {  # as offices head them
    "编号": "code",
    "测评内容": "text",
    "判定标准": "judging",
    "符合": "met",
    "基本符合": "partly",
    "不符合": "unmet",
    "需照片": "photo",
    "责任单位": "unit",
    "案件类别": "category",
    "整改天数": "days",
}
_NEEDED = ("code", "text")
_LONGEST_DAYS = 366
_USUAL_DAYS = 3
_HEAVIEST = Decimal(999)
MOST_ITEMS = 500


def rows_of(content: bytes) -> list[Row]:
    """An xlsx or a CSV, headed in Chinese or by code; each line a row."""
    lines = [line.cells for line in read_lines(content)]
    head = [HEADS.get(text.strip(), text.strip().lower()) for text in lines[0]] if lines else []
    if missing := [name for name in _NEEDED if name not in head]:
        raise ColumnsMissing(columns=", ".join(missing))
    found: list[Row] = []
    for cells in lines[1:]:
        padded = [*cells, *[""] * (len(head) - len(cells))]
        found.append({name: text.strip() for name, text in zip(head, padded, strict=False)})
    return found


def lines_of(items: Iterable[Item]) -> list[list[object]]:
    return [
        [
            item.code,
            item.text,
            item.judging,
            f"{item.met.normalize():f}",
            f"{item.partly.normalize():f}",
            f"{item.unmet.normalize():f}",
            "1" if item.photo else "0",
            item.unit.code if item.unit else "",
            item.category_id or "",
            item.days,
        ]
        for item in items
    ]


def read_items(rows: Iterable[Row]) -> tuple[list[dict[str, Any]], ImportReport]:
    """What each row says of an item; each problem by its row."""
    report, seen = ImportReport(), set[str]()

    def check(row: Row) -> dict[str, Any]:
        item = _item(row)
        if item["code"] in seen:
            raise cell("code", _("Every item has a code of its own."))
        seen.add(item["code"])
        return item

    told = list(rows)
    if not told or len(told) > MOST_ITEMS:
        sentence = _("A check-list has between 1 and %(most)s items.") % {"most": MOST_ITEMS}
        raise Incomplete({"items": sentence})
    return checked(told, check, report), report


def _item(row: Mapping[str, str]) -> dict[str, Any]:
    weights = {name: _weight(row, name, usual) for name, usual in _WEIGHTS.items()}
    if not 0 <= weights["unmet"] <= weights["partly"] <= weights["met"] or not weights["met"]:
        raise cell("met", _("A better result weighs no less than a worse one."))
    return {
        "code": required_text("code", row.get("code", ""), LONGEST_CODE),
        "text": required_text("text", row.get("text", ""), LONGEST_ITEM),
        "judging": optional_text("judging", row.get("judging", ""), LONGEST_ITEM),
        "photo": cell_truth(row, "photo"),
        "unit_id": unit_of(row, "unit").pk if row.get("unit") else None,
        "category_id": _category(row.get("category", "")),
        "days": _days(row.get("days", "")),
        **weights,
    }


_WEIGHTS = {"met": FULL, "partly": SOME, "unmet": NONE}


def _weight(row: Mapping[str, str], column: str, usual: Decimal) -> Decimal:
    text = row.get(column, "")
    try:
        weight = round(Decimal(text), 2) if text else usual
    except InvalidOperation:
        raise cell(column, _("This is not a number.")) from None
    if not weight.is_finite() or not 0 <= weight <= _HEAVIEST:
        raise cell(column, _("This is not a number."))
    return weight


def unit_of(row: Mapping[str, str], column: str) -> Unit:
    unit = Unit.objects.filter(code=row[column]).first()
    if unit is None:
        raise cell(column, _("There is no such unit."))
    return unit


def _category(code: str) -> str | None:
    if not code:
        return None
    if (found := category_by_code(code)) is None:
        raise cell("category", _("There is no such category."))
    return str(found.pk)


def _days(text: str) -> int:
    if text and not (text.isdecimal() and int(text) <= _LONGEST_DAYS):
        raise cell("days", _("Say a number of days, 0 for the same day."))
    return int(text) if text else _USUAL_DAYS
