from datetime import date

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people import errors
from lingdang.people import public as people
from lingdang.people.enums import Role
from lingdang.people.models import Person
from lingdang.people.services.keys import reseal
from lingdang.people.testing import REGISTRAR, a_person, a_post, actor
from lingdang.places.testing import a_place

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def facts(name):
    return [fact.data for fact in Fact.objects.filter(name=f"people.{name}.v1").order_by("id")]


@pytest.fixture
def town():
    district = a_place("区", level="district")
    return {
        "district": district,
        "town": a_place("镇", level="town", parent=district),
        "other": a_place("别处", level="town", parent=district),
    }


def test_a_person_is_stored_sealed():
    person = people.create_person(
        name="张三", phone="138 0000 1234", login="ZhangSan", key="P1", by=REGISTRAR
    )
    stored = Person.objects.filter(pk=person.pk).values().get()
    assert stored["login"] == "zhangsan"
    assert not any("13800001234" in str(value) or "张三" in str(value) for value in stored.values())
    assert (person.name, person.phone) == ("张三", "13800001234")
    assert not person.has_usable_password()
    assert facts("person_created") == [{"person_id": person.pk}]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, errors.NameMissing),
        ({"phone": "1"}, errors.PhoneNotValid),
        ({"phone": "13800001234"}, errors.PhoneTaken),
        ({"login": "ZHANG"}, errors.LoginTaken),
        ({"key": "P1"}, errors.PersonDiffers),
    ],
)
def test_refused_persons_change_nothing(fields, refusal):
    a_person(phone="13800001234", login="zhang", key="P1")
    with pytest.raises(refusal):
        people.create_person(**{"name": "李四", **fields}, by=REGISTRAR)
    assert Person.objects.count() == 1


def test_anyone_enters_nobody():
    with pytest.raises(NotAllowed):
        people.create_person(name="张三", by=ANYONE)


def test_a_resident_is_one_person_per_number():
    one = people.resident_by_phone("138 0000 1234")
    assert people.resident_by_phone("+8613800001234") == one
    assert one.phone == "13800001234"
    assert one.name == ""
    with pytest.raises(errors.PhoneNotValid):
        people.resident_by_phone("0375-2345678")


def test_a_resident_who_becomes_staff_stays_the_same_person():
    resident = people.resident_by_phone("13800001234")
    person = people.create_person(name="张三", phone="13800001234", login="zhang", by=REGISTRAR)
    assert person.pk == resident.pk
    assert (person.name, person.login) == ("张三", "zhang")


def test_a_weak_password_is_refused():
    person = a_person(login="zhangsan")
    for weak in ["short", "12345678901", "zhangsan12", "password123"]:
        with pytest.raises(errors.PasswordTooWeak) as refusal:
            people.set_password(person_id=person.pk, password=weak, by=REGISTRAR)
        assert refusal.value.problems["password"]
    people.set_password(person_id=person.pk, password="good horse 9", by=REGISTRAR)
    assert Person.objects.get(pk=person.pk).check_password("good horse 9")
    assert len(facts("password_set")) == 1


def test_administrators_do_not_rule_over_those_who_watch_them(town):
    system = actor(Role.SYSTEM_ADMIN, place=town["district"])
    worker, auditor = a_person(), a_person()
    a_post(worker, Role.GRID_WORKER, place=town["town"])
    a_post(auditor, Role.AUDIT_ADMIN, place=town["district"])
    people.set_password(person_id=worker.pk, password="good horse 9", by=system)
    for rule in [
        lambda: people.set_password(person_id=auditor.pk, password="good horse 9", by=system),
        lambda: people.close_person(person_id=auditor.pk, by=system),
        lambda: people.erase_person(person_id=auditor.pk, by=system),
    ]:
        with pytest.raises(errors.RolesExclude):
            rule()


def test_accounts_are_ruled_within_reach(town):
    admin = actor(Role.SYSTEM_ADMIN, place=town["town"])
    person = a_person()
    a_post(person, Role.GRID_WORKER, place=town["other"])
    with pytest.raises(NotAllowed):
        people.close_person(person_id=person.pk, by=admin)


def test_erasing_leaves_nothing_personal():
    person = a_person(login="zhang")
    people.erase_person(person_id=person.pk, by=Actor(name="self", person_id=person.pk))
    stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.phone, stored.login, stored.phone_index) == ("", "", None, None)
    assert not stored.is_active
    assert facts("person_erased") == [{"person_id": person.pk}]
    with pytest.raises(NotAllowed):
        people.erase_person(person_id=a_person().pk, by=ANYONE)


def test_plain_data_are_shown_for_a_reason_that_is_kept(town):
    dispatcher = actor(Role.DISPATCHER, place=town["town"])
    resident = people.resident_by_phone("13800001234")
    plain = people.unmask(person_id=resident.pk, reason=" 回访 ", by=dispatcher)
    assert plain == people.Plain(name="", phone="13800001234")
    fact = Fact.objects.get(name="people.person_unmasked.v1")
    assert fact.data == {"person_id": resident.pk, "reason": "回访"}
    assert fact.person_id == dispatcher.person_id


def test_plain_data_are_not_shown_otherwise(town):
    dispatcher = actor(Role.DISPATCHER, place=town["town"])
    far = a_person()
    a_post(far, Role.GRID_WORKER, place=town["other"])
    resident = people.resident_by_phone("13800001234")
    for person_id, reason, by, refusal in [
        (far.pk, "x", dispatcher, NotAllowed),
        (resident.pk, "x", actor(Role.LEADER, place=town["town"]), NotAllowed),
        (resident.pk, " ", dispatcher, errors.ReasonMissing),
        (-1, "x", dispatcher, NotFound),
    ]:
        with pytest.raises(refusal):
            people.unmask(person_id=person_id, reason=reason, by=by)
    assert facts("person_unmasked") == []


def test_new_keys_take_over(settings):
    person = a_person("张三", phone="13800001234")
    settings.PERSONAL_DATA_KEYS = ["new", *settings.PERSONAL_DATA_KEYS]
    assert reseal() == 1
    assert reseal() == 0
    settings.PERSONAL_DATA_KEYS = ["new"]
    assert Person.objects.get(pk=person.pk).name == "张三"
    assert people.resident_by_phone("13800001234") == person
