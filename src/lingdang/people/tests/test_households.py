from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.models import Household
from lingdang.people.public import (
    HomeTold,
    Role,
    actor_for,
    erase_person,
    forget_household,
    home_of,
    home_row,
    households_for,
    set_household,
    unmask_household,
)
from lingdang.people.testing import a_person, actor
from lingdang.places.testing import a_district, a_place


@pytest.fixture
def ground(db):
    return a_district()


@pytest.fixture
def resident(ground):
    return actor_for(a_person("王小明", "13912345678"))


def told(place, **more):
    return HomeTold(place_id=place.pk, name="王小明", door="2单元501", **more)


def test_it_is_told_once_and_lies_sealed(ground, resident):
    set_household(told=told(ground.grid, size=3, needs=["alone"], agrees=True), by=resident)
    home = home_of(resident)
    assert (home.name, home.door, home.size, home.phone) == ("王小明", "2单元501", 3, "13912345678")
    assert [need.value for need in home.needs] == ["alone"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT household::text FROM people_household household")
        row = cursor.fetchone()[0]
    assert not any(word in row for word in ("王", "501", "alone"))


def test_the_journal_keeps_neither_door_nor_place(ground, resident):
    set_household(told=told(ground.grid), by=resident)
    fact = Fact.objects.filter(name="people.household_set.v1").get()
    assert fact.place_id is None
    assert fact.data == {"person_id": resident.person_id, "moved": False}


def test_needs_are_kept_only_with_consent(ground, resident):
    with pytest.raises(Incomplete) as refusal:
        set_household(told=told(ground.grid, needs=["alone"]), by=resident)
    assert set(refusal.value.problems) == {"agrees"}
    assert home_of(resident) is None
    set_household(told=told(ground.grid, needs=["alone"], agrees=True), by=resident)
    set_household(told=told(ground.grid), by=resident)
    assert home_of(resident).agreed_at is None


def test_who_moves_says_since_when_and_the_old_home_is_gone(ground, resident):
    set_household(told=told(ground.grid, since=date(2020, 1, 1)), by=resident)
    assert set_household(told=told(ground.grid), by=resident).since == date(2020, 1, 1)
    today = timezone.localdate()
    assert set_household(told=told(ground.next_grid), by=resident).since == today
    assert Household.objects.get().place_id == ground.next_grid.pk
    assert Fact.objects.filter(name="people.household_set.v1", data__moved=True).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"size": 0}, "size"),
        ({"size": 31}, "size"),
        ({"since": timezone.localdate() + timedelta(days=2)}, "since"),
        ({"needs": ["gold"], "agrees": True}, "needs"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(ground, resident, wrong, field):
    with pytest.raises(Incomplete) as refusal:
        set_household(told=told(ground.grid, **wrong), by=resident)
    assert set(refusal.value.problems) == {field}
    assert not Household.objects.exists()


def test_a_town_is_no_home(ground, resident):
    with pytest.raises(Incomplete):
        set_household(told=told(ground.town), by=resident)


def test_nobody_without_an_account_has_a_home(ground):
    with pytest.raises(NotAllowed):
        set_household(told=told(ground.grid), by=ANYONE)
    assert home_of(ANYONE) is None


def test_the_team_of_the_place_looks_for_a_reason_and_the_journal_keeps_it(ground, resident):
    house = a_place("3号楼", level="building", parent=ground.grid)
    set_household(told=told(house, needs=["alone"], agrees=True), by=resident)
    worker = actor(Role.GRID_WORKER, place=ground.grid)
    row = home_row(households_for(worker).get())
    assert (row.name, row.phone, row.needs) == ("王*", "139****5678", True)
    with pytest.raises(Incomplete):
        unmask_household(person_id=resident.person_id, reason=" ", by=worker)
    assert not Fact.objects.filter(name="people.household_unmasked.v1").exists()
    home = unmask_household(person_id=resident.person_id, reason="上门探望", by=worker)
    assert home.address == "3号楼2单元501"
    fact = Fact.objects.get(name="people.household_unmasked.v1")
    assert (fact.data["reason"], fact.person_id) == ("上门探望", worker.person_id)


@pytest.mark.parametrize("role", ["building_head", "leader", "verifier", "security_admin"])
def test_nobody_else_of_the_place_may(ground, resident, role):
    set_household(told=told(ground.grid), by=resident)
    other = actor(role, place=ground.grid)
    assert not households_for(other).exists()
    with pytest.raises(NotFound):
        unmask_household(person_id=resident.person_id, reason="好奇", by=other)


def test_the_team_of_another_place_learns_nothing(ground, resident):
    set_household(told=told(ground.grid), by=resident)
    neighbour = actor(Role.GRID_WORKER, place=ground.next_grid)
    with pytest.raises(NotFound):
        unmask_household(person_id=resident.person_id, reason="好奇", by=neighbour)


def test_taken_back_or_erased_it_is_gone(ground, resident):
    set_household(told=told(ground.grid), by=resident)
    forget_household(by=resident)
    forget_household(by=resident)
    assert home_of(resident) is None
    assert Fact.objects.filter(name="people.household_forgotten.v1").count() == 1
    set_household(told=told(ground.grid), by=resident)
    erase_person(person_id=resident.person_id, by=resident)
    assert not Household.objects.exists()


def test_constraints_hold_without_the_service(ground, resident):
    base = {"person_id": resident.person_id, "place_id": ground.grid.pk, "since": "2026-01-01"}
    for wrong in ({"cipher": ""}, {"cipher": "x", "size": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Household.objects.create(**base, **wrong)
