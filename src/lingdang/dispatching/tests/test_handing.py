"""A shift hands over: previewed, then done in one transaction."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import Case, State, assign_case
from lingdang.cases.testing import a_case
from lingdang.dispatching.errors import NobodyNext, NothingInHand
from lingdang.dispatching.models import HandedCase, HandOver
from lingdang.dispatching.public import (
    hand_over_shift,
    hand_overs_for,
    preview,
    team_at,
)
from lingdang.dispatching.queries.ground import ground_of
from lingdang.dispatching.queries.hand_overs import next_on_duty
from lingdang.dispatching.tests.conftest import told
from lingdang.journal.public import Fact
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Holder, Person, Post, Role
from lingdang.people.testing import a_person, a_post, actor
from lingdang.places.public import tree
from lingdang.shifts.public import Hours, Kind, Roster, Station, plan_shift
from lingdang.shifts.testing import PLANNER, a_shift_now


def in_hand(worker, place, count=2):
    return [a_case(State.DISPATCHED, place=place, handler=worker) for _number in range(count)]


@pytest.fixture
def grid(people):
    return Station(place_id=people.ground.grid.pk)


@pytest.fixture
def colleague(people):
    return actor("grid_worker", place=people.ground.grid)


def holder(person_id, begins=None, ends=None):
    return Holder(person_id, "grid_worker", 1, None, begins, ends)


DAY, NIGHT = holder(1, time(8), time(20)), holder(2, time(20), time(8))


def today(hour):
    return timezone.localtime().replace(hour=hour, minute=0)


def test_the_next_is_on_duty_now_or_begins_soonest():
    noon, dawn, daily = today(12), today(5), Roster()
    assert next_on_duty([NIGHT, DAY], daily, noon, []) == DAY
    assert next_on_duty([NIGHT, DAY], daily, noon, [1]) == NIGHT
    assert next_on_duty([holder(3, time(7), time(9)), DAY], daily, dawn, []).person_id == 3
    assert next_on_duty([DAY], daily, noon, [1]) is None


def test_the_plan_says_whose_shift_has_ended_and_whose_is_next(people, grid, colleague):
    late = a_person()
    a_post(late, "grid_worker", place=people.ground.grid)
    ended = Person.objects.get(pk=people.grid_worker.person_id)
    night = Person.objects.get(pk=colleague.person_id)
    now = timezone.localtime()
    for person, begins, ends in [(ended, -3, -1), (late, 5, 7), (night, 2, 4)]:
        hours = Hours(
            kind=Kind.STAGGERED,
            starts_at=now + timedelta(hours=begins),
            ends_at=now + timedelta(hours=ends),
        )
        plan_shift(person_id=person.pk, role=Role.GRID_WORKER, where=grid, hours=hours, by=PLANNER)
    plan = preview(people.grid_worker, grid, giver_id=ended.pk)
    assert (plan.on_duty, plan.taker.person_id) == (set(), night.pk)
    assert preview(people.dispatcher, grid).givers == [ended.pk, night.pk, late.pk]


def test_rules_find_who_is_planned_for_now(people, grid, colleague, django_assert_num_queries):
    path = tree().node(grid.place_id).path
    now = timezone.now()
    longest = ground_of(path, now).on_duty_near(path, "grid_worker")
    assert longest.person_id == people.grid_worker.person_id
    a_shift_now(colleague.person_id, people.ground.grid)
    with django_assert_num_queries(3):
        found = ground_of(path, timezone.now())
    assert found.on_duty_near(path, "grid_worker").person_id == colleague.person_id
    assert found.serving_near(path).person_id == colleague.person_id


def test_one_hands_all_to_the_next_with_a_note(people, grid, colleague):
    cases = in_hand(people.grid_worker, people.ground.grid)
    closed = a_case(State.CLOSED, place=people.ground.grid, handler=people.grid_worker)
    mine = people.grid_worker.person_id
    plan = preview(people.grid_worker, grid, giver_id=mine)
    assert ({*plan.cases}, plan.taker.person_id) == ({*cases}, colleague.person_id)
    assert told(cases[0])[-1] == "kept"

    done = hand_over_shift(where=grid, giver_id=mine, note="井盖等件", by=people.grid_worker)

    assert (done.to_id, done.note) == (colleague.person_id, "井盖等件")
    assert set(Case.objects.filter(handler=colleague.person_id)) == {*cases}
    assert set(HandedCase.objects.values_list("case", "giver")) == {(c.pk, mine) for c in cases}
    assert all(told(case)[-1] == "handed_over" for case in cases)
    closed.refresh_from_db()
    assert closed.handler_id == mine
    fact = Fact.objects.get(name="dispatching.shift_handed_over.v1")
    assert (fact.data["cases"], fact.place_id) == (2, people.ground.grid.pk)
    with pytest.raises(NothingInHand):
        hand_over_shift(where=grid, giver_id=mine, by=people.grid_worker)


def test_a_note_alone_is_handed_over_to_whom_it_is_for(people, grid, colleague):
    mine = people.grid_worker.person_id
    hand_over_shift(where=grid, giver_id=mine, note="钥匙在门卫", by=people.grid_worker)
    for reader, found in ((people.grid_worker, 1), (colleague, 1), (people.dispatcher, 0)):
        assert [one.note for one in hand_overs_for(reader)] == ["钥匙在门卫"] * found
    assert hand_overs_for(colleague).get().cases == 0


def test_a_shift_that_has_ended_hands_over_together(people, grid, colleague):
    clock = timezone.localtime()
    begins, ends = time((clock.hour + 2) % 24), time((clock.hour + 3) % 24)
    off = Post.objects.filter(person=people.grid_worker.person_id)
    off.update(duty_from=begins, duty_to=ends)
    cases = in_hand(people.grid_worker, people.ground.grid)
    done = hand_over_shift(where=grid, by=people.dispatcher)
    assert (done.to_id, done.handed.count()) == (colleague.person_id, len(cases))


def test_a_unit_hands_over_too(people):
    colleague = actor("unit_handler", unit=people.unit)
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    mine = people.unit_handler.person_id
    assign_case(case_id=case.pk, handler_id=mine, by=people.unit_handler)
    unit = Station(unit_id=people.unit.pk)
    assert len(team_at(unit)) == 2
    hand_over_shift(where=unit, giver_id=mine, taker_id=colleague.person_id, by=people.unit_handler)
    case.refresh_from_db()
    assert (case.unit_id, case.handler_id) == (people.unit.pk, colleague.person_id)


def test_there_must_be_somebody_next(people, grid):
    in_hand(people.grid_worker, people.ground.grid)
    mine = people.grid_worker.person_id
    for taker in (None, people.neighbour.person_id):
        with pytest.raises(NobodyNext):
            hand_over_shift(where=grid, giver_id=mine, taker_id=taker, by=people.grid_worker)


@pytest.mark.parametrize("who", ["stranger", "other_dispatcher", "neighbour", "leader", "resident"])
def test_foreign_posts_are_not_there(people, grid, colleague, who):
    in_hand(people.grid_worker, people.ground.grid)
    with pytest.raises(NotFound):
        hand_over_shift(where=grid, giver_id=people.grid_worker.person_id, by=people[who])
    assert not HandOver.objects.exists()


def test_a_hand_over_is_listed_for_who_sees_its_cases(people, grid, colleague):
    in_hand(people.grid_worker, people.ground.grid)
    mine = people.grid_worker.person_id
    hand_over_shift(where=grid, giver_id=mine, by=people.grid_worker)
    assert hand_overs_for(people.dispatcher).get().cases == 2
    assert not hand_overs_for(people.other_dispatcher).exists()


def test_the_database_refuses_a_hand_over_nowhere(people):
    with pytest.raises(IntegrityError, match="at_place_or_unit"), transaction.atomic():
        HandOver.objects.create(to_id=people.grid_worker.person_id)
