from dataclasses import dataclass

import pytest

from lingdang.cases.public import Case, State
from lingdang.cases.testing import Cast, a_case, cast
from lingdang.kernel.actor import Actor
from lingdang.people.testing import actor


@dataclass(frozen=True)
class Office:
    """The cast, the chief of the unit, a second dispatcher, and a case in the unit's hands."""

    people: Cast
    chief: Actor
    second: Actor
    case: Case

    @property
    def asker(self):
        return self.people.unit_handler


def an_office():
    people = cast()
    return Office(
        people=people,
        chief=actor("leader", unit=people.unit),
        second=actor("dispatcher", place=people.ground.town),
        case=a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit),
    )


@pytest.fixture
def office(db):
    return an_office()


@pytest.fixture
def live_office(transactional_db):
    return an_office()
