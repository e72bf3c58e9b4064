import pytest

from lingdang.cases.testing import cast


@pytest.fixture
def people(db):
    """Everybody in the small district: who may, who may not, who is a stranger."""
    return cast()


@pytest.fixture
def live_people(transactional_db):
    """The same, in a database that other threads see."""
    return cast()
