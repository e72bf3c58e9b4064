"""Each constraint is violated once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.people.models import ApiToken, Person, Post, Unit
from lingdang.people.testing import a_person, a_post, a_unit
from lingdang.places.public import Place
from lingdang.places.testing import a_place

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)


def refused(constraint, save):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        save()


def a_row(**more):
    place = Place.objects.first() or a_place("区", level="district")
    fields = {"code": "A", "name": "局", "kind": "bureau", "path": "/1/", "valid": (SINCE, None)}
    return Unit(**{**fields, "place_id": place.pk, **more})


@pytest.mark.parametrize(
    ("constraint", "field", "value"),
    [
        ("unit_has_name", "name", ""),
        ("unit_has_code", "code", ""),
        ("unit_kind_known", "kind", "castle"),
        ("unit_path_is_a_path", "path", "1"),
        ("unit_has_dates", "valid", (None, None)),
        ("unit_has_dates", "valid", (SINCE, SINCE)),
        ("place_id", "place_id", None),
    ],
)
def test_units_hold(constraint, field, value):
    refused(constraint, a_row(**{field: value}).save)


def test_a_unit_code_is_there_once():
    unit = a_unit()
    refused("code", a_row(code=unit.code).save)


def test_a_unit_is_not_its_own_parent():
    unit = a_unit()
    unit.parent = unit
    refused("unit_not_its_own_parent", unit.save)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("person_login_is_lower_case", {"login": "Zhang"}),
        ("person_login_is_lower_case", {"login": ""}),
        ("person_key_not_empty", {"key": ""}),
        ("person_phone_has_its_index", {"phone_cipher": "sealed"}),
        ("person_phone_has_its_index", {"phone_index": "index"}),
        ("person_verified_phone_exists", {"phone_verified_at": timezone.now()}),
    ],
)
def test_persons_hold(constraint, fields):
    refused(constraint, Person(**fields).save)


@pytest.mark.parametrize("field", ["login", "key", "phone_index"])
def test_a_person_is_there_once(field):
    both = {"phone_cipher": "sealed"} if field == "phone_index" else {}
    Person(**{field: "same"}, **both).save()
    refused(field, Person(**{field: "same"}, **both).save)


def test_many_persons_have_no_login():
    Person().save()
    Person().save()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("post_role_known", {"role": "king"}),
        ("post_held_where_its_role_is", {"place": None}),
        ("post_held_where_its_role_is", {"role": "unit_handler"}),
        ("post_held_where_its_role_is", {"role": "leader", "place": None}),
        ("post_shift_whole", {"duty_from": "08:00"}),
        ("post_has_dates", {"valid": (None, SINCE)}),
    ],
)
def test_posts_hold(constraint, fields):
    post = {"role": "grid_worker", "place": a_place("网格"), "valid": (SINCE, None)}
    refused(constraint, Post(person=a_person(), **{**post, **fields}).save)


@pytest.mark.parametrize("at_unit", [False, True])
def test_a_post_is_held_once_at_a_time(at_unit):
    where = {"unit": a_unit()} if at_unit else {"place": a_place("网格")}
    role = "unit_handler" if at_unit else "grid_worker"
    person = a_person()
    a_post(person, role, from_=SINCE, until=date(2026, 6, 1), **where)
    again = Post(person=person, role=role, valid=(date(2026, 5, 1), None), **where)
    refused("post_held_once_at_a_time", again.save)
    again.valid = (date(2026, 6, 1), None)
    again.save()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("token_has_name", {"name": ""}),
        ("token_has_duties", {"duties": []}),
        ("token_expires_later", {"expires_at": timezone.now() - timedelta(days=1)}),
    ],
)
def test_tokens_hold(constraint, fields):
    later = timezone.now() + timedelta(days=1)
    token = {"name": "open311", "duties": ["cases.see_case"], "expires_at": later}
    refused(constraint, ApiToken(person=a_person(), **{**token, **fields}).save)


def test_a_key_is_there_once():
    person, later = a_person(), timezone.now() + timedelta(days=1)
    token = {"person": person, "name": "a", "duties": ["x"], "expires_at": later, "key_hash": "h"}
    ApiToken(**token).save()
    refused("key_hash", ApiToken(**token).save)


def test_a_model_shows_no_personal_data():
    person = a_person(name="张三", login="zhang")
    assert str(person) == "zhang"
    assert str(Person(pk=7)) == "person 7"
    assert person.name == "张三"
    assert person.masked_name == "张*"
