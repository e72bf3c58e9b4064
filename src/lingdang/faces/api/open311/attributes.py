"""Service definitions: which further questions a service asks, and whether the answers fit."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from lingdang.faces.api.open311.wire import Value
from lingdang.standards.public import LISTS, Question

type Answers = dict[str, str | list[str]]

_ARGUMENT = re.compile(r"attribute\[([^\[\]]+)\](?:\[\])?")
_LINE_BREAK = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    code: str
    datatype: str
    description: str
    required: bool = False
    variable: bool = True
    datatype_description: str | None = None
    values: tuple[tuple[str, str], ...] = ()

    def written(self, order: int) -> dict[str, Value]:
        return {
            "variable": self.variable,
            "code": self.code,
            "datatype": self.datatype,
            "required": self.required,
            "datatype_description": self.datatype_description,
            "order": order,
            "description": self.description,
            "values": [{"key": key, "name": name} for key, name in self.values],
        }

    def fits(self, given: Sequence[str]) -> bool:
        if self.datatype in LISTS:
            keys = {key for key, _name in self.values}
            return keys.issuperset(given) and (self.datatype == "multivaluelist" or len(given) == 1)
        return len(given) == 1 and _CHECKS[self.datatype](given[0])


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _is_datetime(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


_CHECKS = {
    "string": lambda text: not _LINE_BREAK.search(text),
    "text": lambda _text: True,
    "number": _is_number,
    "datetime": _is_datetime,
}


def attribute_of(question: Question) -> Attribute:
    return Attribute(
        code=question.code,
        datatype=question.datatype,
        description=question.text,
        required=question.required,
        variable=question.variable,
        datatype_description=question.hint or None,
        values=tuple((key, name) for key, name in question.values),
    )


def given_answers(arguments: QueryDict) -> dict[str, list[str]]:
    """Read ``attribute[code]=v`` and ``attribute[code][]=v``; an empty one is as good as absent."""
    given: dict[str, list[str]] = {}
    for name in arguments:
        if match := _ARGUMENT.fullmatch(name):
            filled = [
                text for value in arguments.getlist(name) if (text := value.replace("\0", ""))
            ]
            if filled:
                given.setdefault(match[1], []).extend(filled)
    return given


def problems(attributes: Sequence[Attribute], given: dict[str, list[str]]) -> list[str]:
    """Name every answer that is missing, unasked or unfit, each in a sentence."""
    asked = {attribute.code: attribute for attribute in attributes if attribute.variable}
    found = [
        _("The attribute “%(code)s” is required.") % {"code": code}
        for code, attribute in asked.items()
        if attribute.required and code not in given
    ]
    for code, values in given.items():
        if code not in asked:
            found.append(_("The service has no attribute “%(code)s”.") % {"code": code})
        elif not asked[code].fits(values):
            found.append(_("The value of the attribute “%(code)s” does not fit.") % {"code": code})
    return found


def answers(attributes: Sequence[Attribute], given: dict[str, list[str]]) -> Answers:
    many = {item.code for item in attributes if item.datatype == "multivaluelist"}
    return {code: values if code in many else values[0] for code, values in given.items()}
