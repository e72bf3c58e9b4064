"""Words about a restricted case go sealed into the journal, whose readers it is not for."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from lingdang.cases.models import Case
from lingdang.journal.public import Event
from lingdang.people.public import decrypt, encrypt

WORDS = frozenset({"reason", "outcome", "note", "comment", "text", "words"})
_SEALED = "sealed:"


def sealed[E: Event](case: Case, event: E) -> E:
    """The fact as the journal may have it."""
    if not case.is_restricted:
        return event
    written = {part.name for part in fields(event)} & WORDS
    return replace(event, **{name: _SEALED + encrypt(getattr(event, name)) for name in written})


def unsealed(case: Case, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a fact says, for whoever may see its case."""
    return {
        name: decrypt(value.removeprefix(_SEALED))
        if case.is_restricted and name in WORDS and str(value).startswith(_SEALED)
        else value
        for name, value in said.items()
    }
