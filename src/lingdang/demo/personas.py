"""Residents who are played in the demonstration. Nobody lives under these names and numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Persona:
    name: str
    phone: str
    age: int
    place: str


BELL_RINGER = Persona(name="崔甲子", phone="15409000064", age=64, place="建业社区")
