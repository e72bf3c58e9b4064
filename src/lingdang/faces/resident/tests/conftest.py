import pytest

from lingdang.cases.testing import cast
from lingdang.people.public import Person
from lingdang.places.testing import a_district
from lingdang.standards.testing import some_categories

HERE = {"lng": "113.305", "lat": "33.765", "system": "wgs84"}  # inside the first grid


@pytest.fixture
def district(db):
    return a_district()


@pytest.fixture
def people(db):
    some_categories()
    return cast()


@pytest.fixture
def sign_in(client):
    def as_(actor):
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return as_
