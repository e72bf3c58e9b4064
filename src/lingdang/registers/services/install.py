"""Registers that come with the product: data files, installed for a place that wants them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.registers.fields import Field
from lingdang.registers.models import Register, Version
from lingdang.registers.services.define import Definition, define_register, publish_version

_FILES = Path(__file__).parents[1] / "shipped"


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """Code → name, purpose and fields, in the order in which they are offered."""
    return {file.stem: json.loads(file.read_bytes()) for file in sorted(_FILES.glob("*.json"))}


def shipped_one(code: str) -> dict[str, Any]:
    if code not in shipped():
        raise NotFound
    return shipped()[code]


@transaction.atomic
def install(*, code: str, place_id: int, told: dict[str, Any], by: Actor) -> Register:
    """Define it, or publish what the file says now; said twice it is the same."""
    definition = Definition(told["name"], told["fields"], told.get("purpose", ""))
    known = Register.objects.filter(code=code).first()
    if known is None:
        return define_register(code=code, place_id=place_id, definition=definition, by=by)
    now = Version.objects.get(register=known, number=known.version).fields
    if now == [Field.read(each).stored() for each in told["fields"]]:
        return known
    return publish_version(
        register_id=known.pk, version=known.version, definition=definition, by=by
    )
