"""What somebody says of a procedure, checked word by word before it is kept."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.kernel.texts import optional_text, required_text
from lingdang.people.public import CONFIDANTS
from lingdang.standards.enums import LimitUnit, Stage
from lingdang.standards.models import Procedure
from lingdang.standards.models.procedure import SET
from lingdang.standards.particulars import KEYS, FieldType

SIGHT = ("restricted", "roles", "public", "tells_reporter")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ROLE = re.compile(r"([a-z_]+)(@[a-z0-9_-]{1,40})?")
_MOST = 20
_LONGEST_NAME, _LONGEST_PURPOSE, _LONGEST_TITLE, _LONGEST_LIMIT = 80, 200, 80, 366


def drafted(said: Mapping[str, Any]) -> Procedure:
    """Read a procedure; what is not said keeps its default."""
    unknown = said.keys() - {"code", *SET}
    if unknown:
        raise Incomplete({name: _("There is no such field.") for name in sorted(unknown)})
    procedure = Procedure(code=_code(said.get("code")))
    for name in SET:
        if name in said:
            setattr(procedure, name, _READ[name](name, said[name]))
    _require_name(procedure)
    _require_sight(procedure)
    return procedure


def _code(value: object) -> str:
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise Incomplete({"code": _("A code is made of small letters, figures and _.")})
    return value


def _require_name(procedure: Procedure) -> None:
    if not procedure.name:
        raise Incomplete({"name": _("This is missing.")})


def _require_sight(procedure: Procedure) -> None:
    if procedure.restricted != bool(procedure.roles):
        raise Incomplete({"roles": _("Name the roles that alone see it, or none at all.")})
    if procedure.restricted and procedure.public:
        raise Incomplete({"public": _("What is restricted is not public.")})
    for role in procedure.roles:
        found = _ROLE.fullmatch(role)
        if not found or found[1] not in CONFIDANTS:
            raise Incomplete({"roles": _("There is no such role.")})


def _wrong(name: str) -> Incomplete:
    return Incomplete({name: _("This is not what is asked for.")})


def _text(longest: int) -> Callable[[str, object], str]:
    def read(name: str, value: object) -> str:
        if not isinstance(value, str):
            raise _wrong(name)
        return optional_text(name, value, longest)

    return read


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(name)
    return value


def _days(most: int) -> Callable[[str, object], int | None]:
    def read(name: str, value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise _wrong(name)
        return value

    return read


def _words(name: str, value: object) -> list[str]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise _wrong(name)
    if not all(isinstance(word, str) and 0 < len(word) <= _LONGEST_TITLE for word in value):
        raise _wrong(name)
    return list(dict.fromkeys(value))


def _checks(name: str, value: object) -> dict[str, list[str]]:
    if not isinstance(value, dict):
        raise _wrong(name)
    return {_named(name, step): _words(name, checks) for step, checks in value.items() if checks}


def _named(name: str, word: object) -> str:
    if not isinstance(word, str) or not _WORD.fullmatch(word):
        raise _wrong(name)
    return word


def _limits(name: str, value: object) -> dict[str, list[object]]:
    if not isinstance(value, dict) or value.keys() - set(Stage.values):
        raise _wrong(name)
    for limit in value.values():
        if not isinstance(limit, list) or len(limit) != len(("amount", "unit")):
            raise _wrong(name)
        amount = _days(_LONGEST_LIMIT)(name, limit[0])
        if not amount or limit[1] not in LimitUnit.values:
            raise _wrong(name)
    return value


def _each(name: str, value: object, keys: frozenset[str]) -> list[dict[str, Any]]:
    """Named things in order, each name once."""
    if not isinstance(value, list) or len(value) > _MOST:
        raise _wrong(name)
    if not all(isinstance(one, dict) and {"name", "title"} <= one.keys() <= keys for one in value):
        raise _wrong(name)
    for one in value:
        _named(name, one["name"])
        required_text(name, str(one["title"]), _LONGEST_TITLE)
    if len({one["name"] for one in value}) < len(value):
        raise Incomplete({name: _("A name stands there twice.")})
    return value


def _fields(name: str, value: object) -> list[dict[str, Any]]:
    said = _each(name, value, KEYS)
    for one in said:
        kind, choices = one.get("type", FieldType.TEXT), one.get("choices", [])
        _truth(name, one.get("required", False))
        if kind not in FieldType.values or (kind == FieldType.CHOICE) != bool(choices):
            raise Incomplete({name: _("A field of this type has a list of choices, others none.")})
        one["choices"] = _words(name, choices)
    return said


def _documents(name: str, value: object) -> list[dict[str, Any]]:
    return _each(name, value, frozenset({"name", "title"}))


_READ: dict[str, Callable[[str, object], Any]] = {
    "name": _text(_LONGEST_NAME),
    "purpose": _text(_LONGEST_PURPOSE),
    "position": _days(1000),
    "in_use": _truth,
    "fields": _fields,
    "holds": _words,
    "documents": _documents,
    "closed_steps": _words,
    "checks": _checks,
    "restricted": _truth,
    "roles": _words,
    "public": _truth,
    "tells_reporter": _truth,
    "limits": _limits,
    "interval_days": _days(_LONGEST_LIMIT),
}
