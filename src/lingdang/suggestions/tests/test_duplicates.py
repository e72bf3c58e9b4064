from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State, public_cases
from lingdang.cases.testing import a_case, cast
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.messaging.public import Message
from lingdang.people.public import actor_for
from lingdang.people.testing import a_person
from lingdang.places.public import tree
from lingdang.places.testing import a_district
from lingdang.suggestions.errors import AlreadyOver
from lingdang.suggestions.facts import CaseJoined
from lingdang.suggestions.models import Joined, Trace
from lingdang.suggestions.public import (
    Spot,
    find_duplicates,
    join_case,
    joined_by,
    joined_counts,
    named_places,
)
from lingdang.suggestions.queries.duplicates import is_same
from lingdang.suggestions.services import forget_traces, tell_joined, trace_cases, trace_missing

pytestmark = pytest.mark.django_db
HERE = Spot(113.3050, 33.7650)
LAMP = "惠民小区3号楼门口路灯不亮，晚上看不见路"


@pytest.fixture
def district():
    return a_district()


def reported(text=LAMP, state=State.RECEIVED, spot=HERE, **more):
    where = spot and {
        "lng": spot.lng,
        "lat": spot.lat,
        "raw_lng": spot.lng,
        "raw_lat": spot.lat,
        "raw_system": "wgs84",
    }
    case = a_case(state, description=text, **(where or {}), **more)
    trace_cases([case.pk])
    return case


def found(text, spot=HERE, **more):
    return [one.case for one in find_duplicates(public_cases(), text, spot, **more)]


def test_the_same_said_in_other_words_nearby_is_found(district):
    case = reported()
    one = find_duplicates(public_cases(), "3号楼门口的路灯坏了", Spot(113.3052, 33.7651))[0]
    assert one.case == case
    assert 10 < one.metres < 40
    assert one.joined == 0


def test_far_away_it_is_another_matter(district):
    reported()
    assert found(LAMP, Spot(113.3350, 33.7850)) == []


def test_near_but_of_something_else_is_not_offered(district):
    reported()
    assert found("有人在河边焚烧秸秆，浓烟很大") == []


def test_without_a_position_the_words_must_say_it(district):
    case = reported(spot=None)
    assert found("惠民小区3号楼路灯不亮", None) == [case]
    assert found("3号楼", None) == []


def test_what_is_settled_long_ago_or_taken_back_is_not_offered(district):
    reported(state=State.WITHDRAWN)
    reported(received_at=timezone.now() - timedelta(days=200), state=State.CLOSED)
    assert found(LAMP, at=timezone.now() + timedelta(days=120)) == []


def test_a_case_is_not_its_own_duplicate(district):
    case = reported()
    assert found(LAMP, beside=case.pk) == []


def test_a_text_that_says_nothing_finds_nothing(district):
    reported()
    assert found("") == found("的了吗") == []


def test_nearer_needs_fewer_words():
    assert is_same(0.15, 20)
    assert not is_same(0.15, 300)
    assert is_same(0.3, 300)
    assert not is_same(0.3, None)
    assert not is_same(1, 5000)


def test_a_report_is_sketched_after_it_came_in_and_once(district):
    case = a_case(description=LAMP)
    assert not Trace.objects.exists()
    deliver_due()
    assert [trace.case_id for trace in Trace.objects.all()] == [case.pk]
    assert trace_cases([case.pk]) == 1
    assert Trace.objects.count() == 1


def test_imported_histories_are_sketched_and_old_sketches_forgotten(district):
    case = a_case(description=LAMP)
    Trace.objects.all().delete()
    assert trace_missing() == 1
    assert trace_missing() == 0
    assert forget_traces(case.received_at + timedelta(days=91)) == 1


def test_looking_costs_the_same_for_one_and_for_three(district, django_assert_num_queries):
    reported()
    with django_assert_num_queries(4):
        assert len(found(LAMP)) == 1
    reported()
    reported()
    with django_assert_num_queries(4):
        assert len(found(LAMP)) == 3


def test_me_too_counts_everybody_once(district):
    case, person = reported(), actor_for(a_person())
    assert join_case(case_id=case.pk, by=person)
    assert not join_case(case_id=case.pk, by=person)
    stranger = Actor.stranger("one")
    assert join_case(case_id=case.pk, by=stranger, phone="13800001111")
    assert not join_case(case_id=case.pk, by=Actor.stranger("two"), phone="138 0000 1111")
    assert joined_counts([case.pk]) == {case.pk: 2}
    assert list(joined_by(person)) == [case]
    assert Fact.objects.filter(name=CaseJoined.name).count() == 2


def test_a_number_is_kept_sealed_and_no_fact_tells_it(district):
    case = reported()
    join_case(case_id=case.pk, by=Actor.stranger("one"), phone="13800001111")
    joined = Joined.objects.get()
    assert "13800001111" not in joined.phone_cipher + joined.who
    assert "1380000" not in str([fact.data for fact in Fact.objects.all()])


def test_nobody_joins_what_is_hidden_over_or_as_nobody(district):
    with pytest.raises(NotFound):
        join_case(case_id=reported(state=State.WITHDRAWN).pk, by=Actor.stranger("one"))
    with pytest.raises(AlreadyOver):
        join_case(case_id=reported(state=State.CLOSED).pk, by=Actor.stranger("one"))
    with pytest.raises(NotAllowed):
        join_case(case_id=reported().pk, by=Actor.process("machine"))


def test_the_desk_counts_in_whoever_calls():
    people = cast()
    case = reported()
    clerk = people.dispatcher
    with pytest.raises(Incomplete):
        join_case(case_id=case.pk, by=clerk, for_other=True)
    assert join_case(case_id=case.pk, by=clerk, phone="13800001111", for_other=True)
    assert not join_case(case_id=case.pk, by=clerk, phone="13800001111", for_other=True)
    assert Joined.objects.get().person is None
    with pytest.raises(NotAllowed):
        join_case(case_id=case.pk, by=people.resident, phone="13800002222", for_other=True)


def test_who_joined_is_told_the_result_once(district):
    case, person = reported(), actor_for(a_person())
    join_case(case_id=case.pk, by=person)
    for _ in range(2):
        tell_joined(case, key="fact:1")
    message = Message.objects.get(person=person.person_id)
    assert message.facts["number"] == case.number


def test_the_database_counts_once_too(district):
    case = reported()
    Joined.objects.create(case=case, who="a", at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Joined.objects.create(case=case, who="a", at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Joined.objects.create(case=case, who="", at=timezone.now())


def test_places_of_the_tree_and_of_earlier_reports_are_named(district):
    village = tree().node(district.village.pk)
    reported("人民路口红绿灯坏了", address="人民路口")
    named = named_places(f"{village.name}的人民路口红绿灯又坏了，靠近七贤巷")
    assert named[0].place_id == village.id
    by_word = {one.word: one for one in named}
    assert by_word["人民路口"].spot == HERE
    assert by_word["七贤巷"].spot is None
