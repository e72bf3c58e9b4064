import pytest

from lingdang.places.testing import a_district


@pytest.fixture
def district(db):
    return a_district()
