"""Builders for the tests of other rooms."""

from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from lingdang.journal.facts import Event
from lingdang.journal.models import Fact
from lingdang.journal.services.recording import record
from lingdang.kernel.actor import ANYONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    """A bell rang: an event for tests."""

    name: ClassVar[str] = "testing.rang.v1"
    bell: int

    @property
    def subject(self) -> str:
        return f"bell:{self.bell}"


@transaction.atomic
def a_fact(bell: int = 1) -> Fact:
    return record(Rang(bell=bell), by=ANYONE)
