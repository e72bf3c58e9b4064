import pytest

from lingdang.cases.testing import cast
from lingdang.standards.testing import a_category, some_procedures


@pytest.fixture
def people(db):
    """Everybody in the small district, with the procedures that the product ships."""
    some_procedures()
    a_category("own")
    return cast()
