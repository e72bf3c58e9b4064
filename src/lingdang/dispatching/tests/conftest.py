import pytest

from lingdang.cases.testing import cast
from lingdang.journal.public import Fact


@pytest.fixture
def people(db):
    return cast()


@pytest.fixture
def live_people(transactional_db):
    """The same, in a database that other threads see."""
    return cast()


def told(case):
    """What happened to a case, in short words."""
    names = Fact.objects.filter(subject=case.subject).order_by("id").values_list("name", flat=True)
    return [name.split(".")[1].removeprefix("case_") for name in names]
