"""What this room says happened. No addresses and no words: facts are for ever.

A message told or read is not among them: it follows from a fact, and is read by one person.
"""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutPerson(Event):
    person_id: int

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceChosen(_AboutPerson):
    name: ClassVar[str] = "messaging.preference_chosen.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSet(_AboutPerson):
    name: ClassVar[str] = "messaging.address_set.v1"
    channel: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAdded(_AboutPerson):
    name: ClassVar[str] = "messaging.device_added.v1"
    device_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEnded(_AboutPerson):
    name: ClassVar[str] = "messaging.device_ended.v1"
    device_id: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutWords(Event):
    what: str

    @property
    def subject(self) -> str:
        return f"message:{self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsSet(_AboutWords):
    name: ClassVar[str] = "messaging.words_set.v1"
    language: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSet(_AboutWords):
    name: ClassVar[str] = "messaging.template_set.v1"
    channel: str
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotSet(Event):
    name: ClassVar[str] = "messaging.robot_set.v1"
    robot_id: int
    unit_id: int | None
    active: bool

    @property
    def subject(self) -> str:
        return f"robot:{self.robot_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAgain(Event):
    name: ClassVar[str] = "messaging.sent_again.v1"
    outgoing_id: int

    @property
    def subject(self) -> str:
        return f"outgoing:{self.outgoing_id}"
