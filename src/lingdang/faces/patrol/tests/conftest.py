"""Who walks, and where."""

import pytest
from django.test import Client

from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post
from lingdang.places.testing import a_district


@pytest.fixture
def district(db):
    return a_district()


@pytest.fixture
def worker(district):
    person = a_person()
    a_post(person, Role.GRID_WORKER, place=district.grid)
    return person


@pytest.fixture
def phone(worker):
    client = Client()
    client.force_login(worker)
    return client
