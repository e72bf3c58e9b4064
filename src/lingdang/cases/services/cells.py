"""What the cells of a history hold, beyond plain text."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lingdang.kernel.sheets import Row, cell
from lingdang.people.public import blind_index


def digest_of(row: Row) -> str:
    """What a row says, for telling whether it is there already; keyed, for it covers a phone."""
    said = {name: value for name, value in row.items() if name != "attributes"}
    return blind_index(json.dumps(said, sort_keys=True, ensure_ascii=False))


def cell_number(row: Row, column: str) -> float | None:
    if not (text := row.get(column, "")):
        return None
    try:
        return float(text)
    except ValueError:
        raise cell(column, _("This is not a number.")) from None


def cell_object(row: Row, column: str) -> dict[str, Any]:
    told = _json(row.get(column, "") or "{}")
    if not isinstance(told, dict):
        raise cell(column, _("This is not a JSON object."))
    return told


def cell_steps(row: Row) -> list[Mapping[str, Any]]:
    steps = _json(row.get("steps", "") or "[]")
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise cell("steps", _("This is not a JSON array of steps."))
    return steps


def _json(text: str) -> object:
    """Read it; what is no JSON is nothing that was asked for."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None
