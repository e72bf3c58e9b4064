"""Who changed what of an entry from what to what, as far as the reader sees its fields."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lingdang.journal.public import Fact, facts_of
from lingdang.people.public import cards
from lingdang.registers.models import Entry
from lingdang.registers.queries.registers import Sight


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` and ``after`` are values, nothing where there was none."""

    field: str
    sealed: bool
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime
    event: str
    who: str
    reason: str
    changes: list[Change]


def history_of(entry: Entry, sight: Sight) -> list[Happened]:
    """The newest first; a field that the reader does not see was never there."""
    facts = facts_of(entry.subject)[::-1]
    people = cards(fact.person_id for fact in facts)
    return [
        Happened(
            at=fact.at,
            event=fact.name,
            who=people[fact.person_id].display if fact.person_id in people else "",
            reason=fact.data.get("reason", ""),
            changes=_changes(fact, sight),
        )
        for fact in facts
    ]


def _changes(fact: Fact, sight: Sight) -> list[Change]:
    seen = {each.name: each.sealed for each in sight.seen} | dict.fromkeys(WHERE, False)
    told = zip(*(fact.data.get(part, ()) for part in ("fields", "before", "after")), strict=True)
    return [
        Change(name, seen[name], json.loads(before), json.loads(after))
        for name, before, after in told
        if name in seen
    ]


WHERE = ("#place", "#unit", "#lng", "#lat", "#photos")
