"""The fields of a version as JSON Schema, and what a value that breaks it is told."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from json import dumps, loads
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from lingdang.registers.enums import NUMBERS, FieldType, Mark
from lingdang.registers.fields import Field

type Schema = dict[str, Any]
type Content = dict[str, Any]

LONGEST = {FieldType.TEXT: 200, FieldType.LONG_TEXT: 4000}
MOST = 10**15
_MOST_ID = 2**53


def schema_of(fields: Iterable[Field]) -> Schema:
    listed = list(fields)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {each.name: _property(each) for each in listed if _is_kept(each)},
        "required": [each.name for each in listed if each.required],
        "additionalProperties": False,
    }


def _is_kept(field: Field) -> bool:
    return field.type != FieldType.PHOTO  # the room of evidence keeps them


def _property(field: Field) -> Schema:
    told: Schema = {"title": field.title, **_shape(field)}
    return {**told, "description": field.hint} if field.hint else told


def _shape(field: Field) -> Schema:
    if field.type in NUMBERS:
        return _number(field)
    if field.type in LONGEST:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST[field.type]}
    if field.type == FieldType.CHOICE:
        return {"enum": list(field.choices)}
    if field.type == FieldType.DATE:
        return {"type": "string", "format": "date"}
    if field.type == FieldType.TRUTH:
        return {"type": "boolean"}
    return {"type": "integer", "minimum": 1, "maximum": _MOST_ID}


def _number(field: Field) -> Schema:
    """A plain number, or one with its mark: ``{"value": 300, "mark": "approximate"}``."""
    kind = "integer" if field.type == FieldType.INTEGER else "number"
    bounds = {"minimum": -MOST, "maximum": MOST}
    return {
        "type": [kind, "object"],
        **bounds,
        "properties": {
            "value": {"type": kind, **bounds},
            "mark": {"enum": list(Mark.values)},
        },
        "required": ["value", "mark"],
        "additionalProperties": False,
        **({"x-unit": field.unit} if field.unit else {}),
    }


@lru_cache(maxsize=64)
def _validator(written: str) -> Draft202012Validator:
    return Draft202012Validator(loads(written), format_checker=Draft202012Validator.FORMAT_CHECKER)


def validator_of(schema: Schema) -> Draft202012Validator:
    return _validator(dumps(schema, sort_keys=True))


def problems_of(content: Content, schema: Schema) -> dict[str, str]:
    """Field → sentence, for every field that breaks the schema."""
    validator = validator_of(schema)
    if validator.is_valid(content):
        return {}
    found: dict[str, str] = {}
    for error in validator.iter_errors(content):
        for name in _names(error, schema):
            found.setdefault(name, _sentence(error))
    return found


def _names(error: ValidationError, schema: Mapping[str, Any]) -> list[str]:
    if error.path:
        return [str(error.path[0])]
    if error.validator == "required":
        return [name for name in schema["required"] if name not in error.instance]
    return sorted(str(name) for name in error.instance.keys() - schema["properties"].keys())


def _sentence(error: ValidationError) -> str:
    said = {
        "required": _("This is missing."),
        "minLength": _("This is missing."),
        "enum": _("This is none of the choices."),
        "format": _("This is not a date; write 2026-01-31."),
        "additionalProperties": _("There is no such field."),
        "minimum": _("This number is too small."),
        "maximum": _("This number is too large."),
    }
    if error.validator == "maxLength":
        return _("At most %(longest)s characters.") % {"longest": error.validator_value}
    if error.validator == "type" and "object" in error.validator_value:
        return _("This is not a number.")
    return said.get(str(error.validator), _("This does not fit the field."))
