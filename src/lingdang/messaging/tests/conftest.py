import pytest

from lingdang.messaging.testing import a_wording
from lingdang.people.public import actor_for
from lingdang.people.testing import a_person


@pytest.fixture(autouse=True)
def _wording():
    a_wording()


@pytest.fixture
def li(db):
    return actor_for(a_person("李四", phone="13900001111"))


@pytest.fixture
def wang(db):
    return actor_for(a_person("王五", phone="13900002222"))
