"""Two at the same moment, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from lingdang.journal.public import Fact
from lingdang.kernel.errors import DomainError
from lingdang.people.models import Household, Person
from lingdang.people.public import (
    HomeTold,
    actor_for,
    create_person,
    resident_by_phone,
    set_household,
)
from lingdang.people.testing import REGISTRAR, a_person
from lingdang.places.testing import a_district

pytestmark = pytest.mark.django_db(transaction=True)
HOW_MANY = 4


def at_once(act):
    start = Barrier(HOW_MANY)

    def one(number):
        start.wait()
        try:
            return act(number)
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(HOW_MANY) as pool:
        return list(pool.map(one, range(HOW_MANY)))


def test_a_number_asked_for_by_many_is_one_resident():
    found = at_once(lambda _number: resident_by_phone("13800001234").pk)
    assert set(found) == {Person.objects.get().pk}


@pytest.mark.parametrize("same", [{"login": "zhang"}, {"phone": "13800001234", "login": ""}])
def test_a_person_entered_by_many_is_there_once(same):
    def enter(number):
        return create_person(name=f"张{number}", by=REGISTRAR, **same).pk

    found = at_once(enter)
    refusals = [item for item in found if isinstance(item, str)]
    assert len(refusals) == HOW_MANY - 1
    assert set(refusals) <= {"login_taken", "phone_taken"}
    assert Person.objects.count() == 1
    assert Fact.objects.count() == 1


def test_a_home_told_many_times_at_once_is_one():
    ground = a_district()
    resident = actor_for(a_person())
    told = HomeTold(place_id=ground.grid.pk, name="张三")
    found = at_once(lambda _number: set_household(told=told, by=resident).place_id)
    assert set(found) == {ground.grid.pk}
    assert Household.objects.count() == 1
