"""From what somebody typed, or a cell of a sheet says, to a value of a field."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from lingdang.kernel.moments import spelled
from lingdang.kernel.sheets import cell
from lingdang.registers.enums import ENTERED_NUMBERS, REFERENCES, FieldType
from lingdang.registers.fields import Field
from lingdang.registers.figures import printed

TRUTHS = {
    **dict.fromkeys(("1", "是", "有", "yes", "true", "√", "✓"), True),
    **dict.fromkeys(("0", "否", "无", "no", "false", "×", "✗"), False),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

type Finder = Callable[[Field, str], int | None]


def value_of(field: Field, text: str, find: Finder) -> object:
    """Refuse with the field's title in front of what is wrong; ``find`` looks references up."""
    text = text.strip()
    if not text:
        return None
    if field.type in ENTERED_NUMBERS:
        return _number(field, text)
    if field.type == FieldType.DATE:
        return _date(field, text)
    if field.type == FieldType.TRUTH:
        return _truth(field, text)
    if field.type == FieldType.CHOICE and text not in field.choices:
        sentence = _("“%(text)s” is none of the choices.")
        raise cell(field.title, sentence % {"text": text})
    return _reference(field, text, find) if field.type in REFERENCES else text


def _number(field: Field, text: str) -> object:
    figure = printed(text, field.unit)
    if figure is None:
        raise cell(field.title, _("“%(text)s” is not a number.") % {"text": text})
    most = 0 if field.type == FieldType.INTEGER else field.decimals
    exponent = figure.value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > most:
        told = {"text": text, "most": most}
        raise cell(field.title, _("“%(text)s” has more than %(most)s decimals.") % told)
    return figure.stored()


def _date(field: Field, text: str) -> str:
    day = spelled(text)[:10]
    try:
        found = date.fromisoformat(day) if _DAY.fullmatch(day) else None
    except ValueError:
        found = None
    if found is None:
        sentence = _("“%(text)s” is not a date; write 2026-01-31.")
        raise cell(field.title, sentence % {"text": text})
    return day


def _truth(field: Field, text: str) -> bool:
    found = TRUTHS.get(text.lower())
    if found is None:
        raise cell(field.title, _("“%(text)s” is neither yes nor no.") % {"text": text})
    return found


def _reference(field: Field, text: str, find: Finder) -> int:
    found = find(field, text)
    if found is None:
        sentence = _("“%(text)s” is not known here, or there are several.")
        raise cell(field.title, sentence % {"text": text})
    return found


def by_title(fields: Mapping[str, Field], problems: Mapping[str, str]) -> str:
    """Say of each problem which field it is about."""
    return " ".join(
        str(cell(fields[name].title if name in fields else name, sentence))
        for name, sentence in problems.items()
    )
