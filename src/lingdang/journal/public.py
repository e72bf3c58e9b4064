"""The door to the journal: say what happened; be told what happened."""

from lingdang.journal.enums import READ_JOURNAL, RETRY_DELIVERY
from lingdang.journal.facts import Event
from lingdang.journal.models import Delivery, Fact, Seal
from lingdang.journal.queries import dead_letters, facts_about, facts_for, facts_of, last_seal
from lingdang.journal.services.periodic import periodic
from lingdang.journal.services.recording import (
    handles,
    record,
    record_all,
    unsaved_fact,
    write_facts,
)
from lingdang.journal.services.relaying import deliver_due, retry_delivery

__all__ = [
    "READ_JOURNAL",
    "RETRY_DELIVERY",
    "Delivery",
    "Event",
    "Fact",
    "Seal",
    "dead_letters",
    "deliver_due",
    "facts_about",
    "facts_for",
    "facts_of",
    "handles",
    "last_seal",
    "periodic",
    "record",
    "record_all",
    "retry_delivery",
    "unsaved_fact",
    "write_facts",
]
