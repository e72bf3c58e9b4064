import pytest

from lingdang.people.testing import actor
from lingdang.places.testing import a_district
from lingdang.registers.testing import a_register


@pytest.fixture
def ground(db):
    return a_district()


@pytest.fixture
def register(ground):
    return a_register(ground.district)


@pytest.fixture
def dispatcher(ground):
    return actor("dispatcher", place=ground.town)


@pytest.fixture
def grid_worker(ground):
    return actor("grid_worker", place=ground.grid)


@pytest.fixture
def stranger(ground):
    return actor("dispatcher", place=ground.other_town)
