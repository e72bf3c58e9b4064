import pytest
from django.test import Client

from lingdang.cases.public import Case, State, merge_case, report_case
from lingdang.cases.public import Report as Told
from lingdang.cases.testing import a_case, cast
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import Person

HERE = {"lng": 113.305, "lat": 33.765}


@pytest.fixture
def people(db):
    return cast()


@pytest.fixture
def joint(people):
    """What a stranger reported goes on in a case that a resident reported."""
    leading = a_case(
        State.VERIFIED,
        place=people.ground.grid,
        reporter_id=people.resident.person_id,
        description="王家门口的垃圾",
    )
    told = report_case(report=Told(description="路边垃圾", **HERE), by=ANYONE)
    merge_case(case_id=told.case.pk, into_id=leading.pk, by=people.dispatcher)
    return leading, told.follow_token


def test_a_follower_sees_how_the_other_case_goes_on_but_not_what_others_wrote(joint):
    leading, token = joint
    body = Client().get(f"/c/{token}/").content.decode()
    assert "state_verified" in body
    assert "路边垃圾" in body
    assert "王家门口" not in body
    assert 'name="settled"' in body
    assert leading.number in body  # where it goes on


def test_each_reporter_answers_and_the_last_closes_it(joint, people):
    leading, token = joint
    client, own = Client(), Client()
    own.force_login(Person.objects.get(pk=people.resident.person_id))
    client.post(f"/c/{token}/answer/", {"settled": "1", "stars": "3"})
    leading.refresh_from_db()
    assert leading.state == State.CALLED_BACK
    assert 'name="settled"' not in client.get(f"/c/{token}/").content.decode()
    own.post(f"/c/{leading.number}/answer/", {"settled": "1", "stars": "5"})
    leading.refresh_from_db()
    assert (leading.state, leading.rating) == (State.CLOSED, 4)


def test_one_who_is_not_content_takes_it_up_again(joint):
    leading, token = joint
    Client().post(f"/c/{token}/answer/", {"settled": "0", "comment": "还有"})
    assert Case.objects.get(pk=leading.pk).state == State.DISPATCHED
