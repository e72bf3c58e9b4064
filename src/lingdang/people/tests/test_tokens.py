from datetime import date, timedelta

import pytest
from django.utils import timezone

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people import errors
from lingdang.people import public as people
from lingdang.people.enums import Duty, Role
from lingdang.people.models import ApiToken
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


LATER = timezone.now() + timedelta(days=30)


def test_a_token_acts_for_some_duties_of_its_person(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    person = a_person()
    post = a_post(person, Role.DISPATCHER, place=town["town"])
    token, key = people.issue_token(
        person_id=person.pk, name="热线", duties=[Duty.SEE_CASE], expires_at=LATER, by=admin
    )
    assert key not in str(ApiToken.objects.values().get())
    program = people.actor_for_token(key)
    assert set(program.duties) == {Duty.SEE_CASE}
    assert (program.person_id, program.name) == (person.pk, f"person:{person.pk}/token:{token.pk}")
    people.end_post(post_id=post.pk, on=DAY, by=REGISTRAR)
    assert people.actor_for_token(key).duties == {}


def test_a_dead_token_opens_nothing(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    person = a_person()
    a_post(person, Role.DISPATCHER, place=town["town"])

    def issue():
        return people.issue_token(
            person_id=person.pk, name="x", duties=["cases.see_case"], expires_at=LATER, by=admin
        )

    (one, first), (two, second), (_three, third) = issue(), issue(), issue()
    assert people.actor_for_token("ld_nothing") is None
    people.revoke_token(token_id=one.pk, by=admin)
    assert people.actor_for_token(first) is None
    past = timezone.now() - timedelta(1)
    ApiToken.objects.filter(pk=two.pk).update(created_at=past - timedelta(1), expires_at=past)
    assert people.actor_for_token(second) is None
    assert people.actor_for_token(third) is not None
    people.close_person(person_id=person.pk, by=REGISTRAR)
    assert people.actor_for_token(third) is None
    assert len(facts("token_issued")) == 3
    assert len(facts("token_revoked")) == 1


def test_refused_tokens_change_nothing(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    person, far = a_person(), a_person()
    a_post(person, Role.DISPATCHER, place=town["town"])
    a_post(far, Role.DISPATCHER, place=town["other"])
    for person_id, fields, by, refusal in [
        (person.pk, {"duties": [Duty.MANAGE_POST]}, admin, errors.DutiesTooWide),
        (person.pk, {"duties": []}, admin, errors.DutiesMissing),
        (person.pk, {"name": " "}, admin, errors.NameMissing),
        (person.pk, {"expires_at": timezone.now()}, admin, errors.TokenDatesWrong),
        (far.pk, {}, admin, NotAllowed),
        (person.pk, {}, ANYONE, NotAllowed),
        (-1, {}, admin, NotFound),
    ]:
        token = {"name": "x", "duties": [Duty.SEE_CASE], "expires_at": LATER, **fields}
        with pytest.raises(refusal):
            people.issue_token(person_id=person_id, by=by, **token)
    with pytest.raises(NotFound):
        people.revoke_token(token_id=-1, by=admin)
    assert ApiToken.objects.count() == 0
    assert facts("token_issued") == []


def test_ones_own_key_one_may_give_back(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    owner = actor(Role.DISPATCHER, place=town["town"])
    token, _key = people.issue_token(
        person_id=owner.person_id, name="x", duties=[Duty.SEE_CASE], expires_at=LATER, by=admin
    )
    with pytest.raises(NotAllowed):
        people.revoke_token(token_id=token.pk, by=actor(Role.LEADER, place=town["district"]))
    people.revoke_token(token_id=token.pk, by=owner)
    assert ApiToken.objects.get().revoked_at
