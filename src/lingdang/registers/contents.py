"""What an entry holds: worked out, checked, sealed, opened; and what of it can be found."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.people.public import decrypt, encrypt
from lingdang.registers.enums import ENTERED_NUMBERS, FieldType
from lingdang.registers.fields import Field
from lingdang.registers.figures import Figure
from lingdang.registers.formulas import worked_out
from lingdang.registers.models.entry import LONGEST_LABEL
from lingdang.registers.schemas import Content, Schema, problems_of

_HALF = re.compile("[\0\ud800-\udfff]")
ROW = "#row"  # the claim of a row without a unique field


def completed(content: Content, fields: Sequence[Field], schema: Schema) -> Content:
    """Leave empty fields out, work formulas out, and refuse what the schema refuses."""
    formulas = {each.name for each in fields if each.type == FieldType.FORMULA}
    kept: Content = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in content.items()
        if value not in (None, "") and name not in formulas
    }
    kept = {name: value for name, value in kept.items() if value != ""}
    unkept = {
        name: _("This contains characters that cannot be kept.")
        for name, value in kept.items()
        if not _is_keepable(value)
    }
    if problems := unkept or problems_of(kept, schema):
        raise Incomplete(problems)
    figures = {
        each.name: Figure.of(kept[each.name])
        for each in fields
        if each.type in ENTERED_NUMBERS and each.name in kept
    }
    for each in fields:
        if each.name in formulas:
            result = worked_out(each.formula, figures, each.decimals)
            if result is not None:
                kept[each.name] = result.stored()
    return kept


def _is_keepable(value: object) -> bool:
    """Neither half a letter, nor a number that is none: JSON carries both."""
    if isinstance(value, dict):
        return all(map(_is_keepable, value.values()))
    if isinstance(value, str):
        return not _HALF.search(value)
    return not isinstance(value, float) or isfinite(value)


def sealed(content: Content, fields: Iterable[Field]) -> Content:
    secret = {each.name for each in fields if each.sealed}
    return {name: encrypt(told) if name in secret else told for name, told in content.items()}


def opened(content: Mapping[str, Any], fields: Iterable[Field]) -> Content:
    """Only the given fields, in their order, those that are sealed unsealed."""
    return {
        each.name: decrypt(content[each.name]) if each.sealed else content[each.name]
        for each in fields
        if each.name in content
    }


def label_of(content: Mapping[str, Any], fields: Iterable[Field]) -> str:
    """What an entry is called: its first open text."""
    named = (each.name for each in fields if each.is_open and each.type == FieldType.TEXT)
    return str(content.get(next(named, ""), ""))[:LONGEST_LABEL]


def said_in(content: Mapping[str, Any], fields: Iterable[Field]) -> str:
    """Where words are looked for: nothing that is hidden from anybody."""
    told = (content.get(each.name) for each in fields if each.is_searched)
    return "\n".join(str(value).lower() for value in told if value is not None)


def claims_of(content: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, str]:
    return {
        each.name: str(_number(content[each.name]))
        for each in fields
        if each.unique and each.name in content
    }


def _number(value: object) -> object:
    return value["value"] if isinstance(value, dict) else value


def row_claim(content: Mapping[str, Any], where: Iterable[object]) -> dict[str, str]:
    """A row that says the same is the same, where no unique field tells."""
    told = json.dumps([content, *map(str, where)], sort_keys=True, ensure_ascii=False)
    return {ROW: sha256(told.encode()).hexdigest()}
