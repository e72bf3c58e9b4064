"""How a call went, in names and times that a page may show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lingdang.calls.enums import Level, State
from lingdang.calls.models import Call, Ringing, Rung
from lingdang.people.public import cards
from lingdang.places.public import tree
from lingdang.shifts.public import grid_team


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody as residents may know them; ``phone`` is empty unless it may be called."""

    name: str
    role: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One level: whom it rang, from when to when; ``now``: it rings there."""

    level: Level
    rung_at: datetime
    until: datetime
    people: list[Callee]
    now: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Story:
    call: Call
    state: State
    steps: list[Told]
    answered_by: Callee | None

    @property
    def now(self) -> Told | None:
        return self.steps[-1] if self.steps and self.state == State.RINGING else None

    @property
    def waited(self) -> timedelta | None:
        return self.call.ended_at - self.call.rung_at if self.call.ended_at else None


def story(call: Call) -> Story:
    return stories([call])[0]


def stories(calls: Sequence[Call]) -> list[Story]:
    """Four statements, however many; telephone numbers only for a single call."""
    ids = [call.pk for call in calls]
    rungs: dict[int, list[Rung]] = {}
    for rung in Rung.objects.filter(call__in=ids).order_by("pk"):
        rungs.setdefault(rung.call_id, []).append(rung)
    rang: dict[int, list[int]] = {}
    pairs = Ringing.objects.filter(call__in=ids).order_by("person")
    for rung_id, person_id in pairs.values_list("rung_id", "person_id"):
        rang.setdefault(rung_id, []).append(person_id)
    wanted = {pk for who in rang.values() for pk in who} | {c.answered_by_id for c in calls}
    people = _people(wanted, calls[0].place_id if len(calls) == 1 else 0)
    return [
        Story(
            call=call,
            state=State(call.state),
            steps=[
                Told(
                    level=Level(rung.level),
                    rung_at=rung.rung_at,
                    until=rung.until,
                    people=[people[pk] for pk in rang.get(rung.pk, ()) if pk in people],
                    now=call.state == State.RINGING and rung.level == call.level,
                    answered=call.state == State.ANSWERED and rung.level == call.level,
                )
                for rung in rungs.get(call.pk, ())
            ],
            answered_by=people.get(call.answered_by_id or 0),
        )
        for call in calls
    ]


def callee(person_id: int | None, place_id: int = 0) -> Callee | None:
    return _people([person_id], place_id).get(person_id or 0)


def _people(ids: Iterable[int | None], place_id: int) -> dict[int, Callee]:
    """As the team of the place is shown to residents; whoever is in it no more, veiled."""
    found = {pk: Callee(card.display, card.role) for pk, card in cards(ids).items()}
    for one in reversed(grid_team(place_id) if place_id in tree() else []):
        if one.person_id in found:
            found[one.person_id] = Callee(one.display, one.role_label, one.phone_public)
    return found
