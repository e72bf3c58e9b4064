from datetime import date, time

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people import errors
from lingdang.people import public as people
from lingdang.people.enums import Role
from lingdang.people.models import Person, Post
from lingdang.people.testing import REGISTRAR, a_person, a_post, a_unit, actor
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


def appoint(person, role, by=REGISTRAR, **more):
    return people.appoint(person_id=person.pk, role=role, from_=DAY, by=by, **more)


def test_a_post_is_taken_and_ended(town):
    person = a_person()
    hours = people.DailyHours(begins=time(20), ends=time(8))
    post = appoint(person, Role.GRID_WORKER, place_id=town["town"].pk, hours=hours, remark=" x ")
    assert (post.remark, post.duty_to) == ("x", time(8))
    people.end_post(post_id=post.pk, on=date(2026, 6, 1), by=REGISTRAR)
    post = Post.objects.get(pk=post.pk)
    assert (post.since, post.until) == (DAY, date(2026, 6, 1))
    (taken,) = facts("post_taken")
    assert taken["since"] == "2026-03-01"
    assert taken["until"] is None
    (ended,) = facts("post_ended")
    assert ended["on"] == "2026-06-01"
    assert Fact.objects.get(name="people.post_ended.v1").place_id == town["town"].pk


def test_refused_posts_change_nothing(town):
    person, unit, place_id = a_person(), a_unit(place=town["town"]), town["town"].pk
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    appoint(person, Role.GRID_WORKER, place_id=place_id)
    before = Post.objects.count()
    for fields, refusal in [
        ({"role": Role.GRID_WORKER, "place_id": place_id}, errors.PostOverlaps),
        ({"role": Role.GRID_WORKER}, errors.PostNeedsPlace),
        ({"role": Role.LEADER}, errors.PostNeedsPlace),
        ({"role": Role.UNIT_HANDLER}, errors.PostNeedsUnit),
        ({"role": Role.UNIT_HANDLER, "unit_id": unit.pk, "place_id": 1}, errors.PostNeedsUnit),
        ({"role": Role.LEADER, "place_id": place_id, "until": DAY}, errors.PostDatesWrong),
        ({"role": Role.LEADER, "place_id": town["other"].pk, "by": admin}, NotAllowed),
        ({"role": Role.LEADER, "place_id": place_id, "by": ANYONE}, NotAllowed),
        ({"role": Role.LEADER, "place_id": -1}, NotFound),
    ]:
        with pytest.raises(refusal):
            appoint(person, **fields)
    assert Post.objects.count() == before
    assert len(facts("post_taken")) == before


def test_nobody_appoints_or_dismisses_themselves(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    me = Person.objects.get(pk=admin.person_id)
    with pytest.raises(errors.NotByYourself):
        appoint(me, Role.LEADER, place_id=town["district"].pk, by=admin)
    with pytest.raises(errors.NotByYourself):
        people.end_post(post_id=me.posts.get().pk, on=DAY, by=admin)


def test_nobody_is_two_administrators(town):
    person = a_person()
    a_post(person, Role.SYSTEM_ADMIN, place=town["district"])
    with pytest.raises(errors.RolesExclude):
        a_post(person, Role.AUDIT_ADMIN, place=town["district"])


def test_a_unit_post_is_administered_through_the_units_place(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    mine, theirs = a_unit(place=town["town"]), a_unit(place=town["other"])
    appoint(a_person(), Role.UNIT_HANDLER, unit_id=mine.pk, by=admin)
    with pytest.raises(NotAllowed):
        appoint(a_person(), Role.UNIT_HANDLER, unit_id=theirs.pk, by=admin)
    with pytest.raises(NotFound):
        people.end_post(post_id=-1, on=DAY, by=admin)
