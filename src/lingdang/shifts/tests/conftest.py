from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post, actor
from lingdang.places.testing import a_district
from lingdang.shifts.stations import Station, monday_of

NEXT_MONDAY = monday_of(timezone.localdate()) + timedelta(days=7)


def a_worker(name, place, role=Role.GRID_WORKER):
    person = a_person(name)
    a_post(person, role, place=place)
    return person


def a_ground():
    """Two grid workers of a grid, who plans for them, and others who may not."""
    ground = a_district()
    li, wang = a_worker("李三", ground.grid), a_worker("王五", ground.grid)
    return SimpleNamespace(
        ground=ground,
        grid=ground.grid,
        here=Station(place_id=ground.grid.pk),
        li=li,
        wang=wang,
        worker=actor_for(li),
        dispatcher=actor(Role.DISPATCHER, place=ground.town),
        stranger=actor(Role.DISPATCHER, place=ground.other_town),
        resident=actor_for(a_person()),
    )


@pytest.fixture
def town(db):
    return a_ground()


@pytest.fixture
def live_town(transactional_db):
    """The same, in a database that other threads see."""
    return a_ground()


@pytest.fixture
def monday() -> date:
    return NEXT_MONDAY
