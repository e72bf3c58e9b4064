from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.cases.testing import Cast, a_case, cast
from lingdang.journal.public import deliver_due
from lingdang.kernel.actor import Actor
from lingdang.rebounds.enums import FOLLOW
from lingdang.standards.public import Category
from lingdang.standards.testing import a_category

FOLLOWING = Actor.process("test follow", FOLLOW)
LNG, LAT = 113.305, 33.765


def ago(days):
    return timezone.now() - timedelta(days=days)


def pin(metres=0.0):
    lat = LAT + metres / 111_320
    return {"lng": LNG, "lat": lat, "raw_lng": LNG, "raw_lat": lat, "raw_system": "wgs84"}


def delivered():
    while deliver_due():
        pass


@dataclass(frozen=True)
class Office:
    people: Cast
    category: Category
    closed: Case

    def case(self, state=State.RECEIVED, days=0, **more):
        known = {"place": self.people.ground.grid, "category": self.category, "at": ago(days)}
        return a_case(state, **known | {"unit": self.people.unit} | pin() | more)


def an_office():
    people, category = cast(), a_category()
    here = {"place": people.ground.grid, "category": category, "unit": people.unit}
    closed = a_case(
        State.CLOSED, handled_by=people.unit_handler, at=ago(20), **here | pin(metres=10)
    )
    return Office(people, category, closed)


@pytest.fixture
def office(db):
    return an_office()


@pytest.fixture
def live_office(transactional_db):
    return an_office()
