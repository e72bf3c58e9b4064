import pytest

from lingdang.inspections.testing import a_round
from lingdang.people.testing import a_unit, actor
from lingdang.places.testing import a_district


@pytest.fixture
def ground(db):
    return a_district()


@pytest.fixture
def supervisor(ground):
    return actor("supervisor", place=ground.district)


@pytest.fixture
def colleague(ground):
    return actor("supervisor", place=ground.district)


@pytest.fixture
def unit(ground):
    return a_unit("城市管理局", place=ground.district)


@pytest.fixture
def handler(unit):
    return actor("unit_handler", unit=unit)


@pytest.fixture
def verifier(ground):
    return actor("verifier", place=ground.district)


@pytest.fixture
def grid_worker(ground):
    return actor("grid_worker", place=ground.grid)


@pytest.fixture
def stranger(ground):
    return actor("grid_worker", place=ground.other_grid)


@pytest.fixture
def round_(ground, supervisor, colleague):
    return a_round(ground.district, supervisor, colleague, at=ground.grid)


@pytest.fixture
def secret(ground, supervisor):
    return a_round(ground.district, supervisor, at=ground.grid, unannounced=True, name="暗访")
