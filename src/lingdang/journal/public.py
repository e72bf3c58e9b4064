"""The door to the journal: say what happened; be told what happened."""

from lingdang.journal.facts import Event
from lingdang.journal.models import Fact
from lingdang.journal.services import (
    handles,
    record,
    record_all,
    unsaved_fact,
    write_facts,
)

__all__ = ["Event", "Fact", "handles", "record", "record_all", "unsaved_fact", "write_facts"]
