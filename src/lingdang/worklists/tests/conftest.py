import pytest

from lingdang.cases.testing import cast


@pytest.fixture
def people(db):
    return cast()
