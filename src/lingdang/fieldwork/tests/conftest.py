import pytest

from lingdang.cases.testing import cast
from lingdang.standards.testing import some_categories


@pytest.fixture
def people(db):
    people = cast()
    some_categories()
    return people
