"""What a case of a procedure carries besides the usual: a small part of JSON Schema, in order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from math import isfinite
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import LONGEST_TEXT, optional_text

_LONGEST = 500
_LARGEST = 10**12


class FieldType(models.TextChoices):
    TEXT = "text", gettext_lazy("text")
    LONG = "long", gettext_lazy("long text")
    NUMBER = "number", gettext_lazy("number")
    WHOLE = "whole", gettext_lazy("whole number")
    DAY = "day", gettext_lazy("day")
    YES_NO = "yes_no", gettext_lazy("yes or no")
    CHOICE = "choice", gettext_lazy("one of a list")


_SCHEMAS: dict[str, dict[str, Any]] = {
    FieldType.TEXT: {"type": "string", "maxLength": _LONGEST},
    FieldType.LONG: {"type": "string", "maxLength": LONGEST_TEXT},
    FieldType.NUMBER: {"type": "number", "minimum": 0, "maximum": _LARGEST},
    FieldType.WHOLE: {"type": "integer", "minimum": 0, "maximum": _LARGEST},
    FieldType.DAY: {"type": "string", "format": "date"},
    FieldType.YES_NO: {"type": "boolean"},
    FieldType.CHOICE: {"type": "string"},
}


@dataclass(frozen=True, slots=True)
class Particular:
    """One extra field of a case."""

    name: str
    title: str
    type: str = FieldType.TEXT.value
    required: bool = False
    choices: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        return cls(**said)

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    def schema(self) -> dict[str, Any]:
        limits = {"enum": self.choices} if self.type == FieldType.CHOICE else {}
        return {"title": self.title, **_SCHEMAS[self.type], **limits}

    def clean(self, value: object) -> object:
        if not _IS[self.type](value):
            raise Incomplete({self.name: _("This is not what is asked for.")})
        if isinstance(value, str):
            longest = LONGEST_TEXT if self.type == FieldType.LONG else _LONGEST
            value = optional_text(self.name, value, longest)
            if self.type == FieldType.CHOICE and value not in self.choices:
                raise Incomplete({self.name: _("This is not one of the choices.")})
        return value


KEYS = frozenset(part.name for part in fields(Particular))


def schema_of(particulars: Iterable[Particular]) -> dict[str, Any]:
    """As JSON Schema, for programs."""
    listed = list(particulars)
    return {
        "type": "object",
        "properties": {each.name: each.schema() for each in listed},
        "required": [each.name for each in listed if each.required],
        "additionalProperties": False,
    }


def cleaned(
    particulars: Iterable[Particular], values: Mapping[str, object], *, whole: bool
) -> dict[str, object]:
    """Check values against the fields; empty ones are left out, and missed only of the ``whole``.

    Every problem is named, not only the first.
    """
    known = {each.name: each for each in particulars}
    problems = {name: _("There is no such field.") for name in values.keys() - known.keys()}
    kept: dict[str, object] = {}
    for name, particular in known.items():
        value = values.get(name)
        if value in (None, ""):
            if whole and particular.required:
                problems[name] = _("This is missing.")
            continue
        try:
            kept[name] = particular.clean(value)
        except Incomplete as refusal:
            problems |= refusal.problems
    if problems:
        raise Incomplete(problems)
    return kept


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_IS: dict[str, Callable[[Any], bool]] = {
    FieldType.TEXT: _is_text,
    FieldType.LONG: _is_text,
    FieldType.NUMBER: lambda value: _is_number(value) and 0 <= value <= _LARGEST,
    FieldType.WHOLE: lambda value: (
        _is_number(value) and value == int(value) and 0 <= value <= _LARGEST
    ),
    FieldType.DAY: _is_day,
    FieldType.YES_NO: lambda value: isinstance(value, bool),
    FieldType.CHOICE: _is_text,
}
