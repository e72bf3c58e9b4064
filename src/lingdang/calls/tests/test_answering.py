"""Whoever was rung answers; of two one does, and the other learns who it was."""

import pytest
from django.db import IntegrityError, transaction

from lingdang.calls.enums import STEPS, Level, State, Step
from lingdang.calls.errors import AnsweredAlready
from lingdang.calls.models import Call, Rung
from lingdang.calls.queries import call_for, calls_for, figures_for, story
from lingdang.calls.services import answer_call, cancel_call, climb_due
from lingdang.calls.testing import CLIMBER, a_call, time_passes
from lingdang.calls.tests.test_climbing import inbox
from lingdang.cases.public import keep_case, timeline, withdraw_case
from lingdang.cases.testing import race, told
from lingdang.journal.public import deliver_due
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible


@pytest.fixture
def call(people):
    return a_call(people.resident)


def answer(call, by):
    return answer_call(call_id=call.pk, by=by)


def test_an_answer_stops_the_climb(people, call):
    answered = answer(call, people.grid_worker)
    assert (answered.state, answered.level) == (State.ANSWERED, Level.GRID)
    assert climb_due(by=CLIMBER) == 0
    assert (people.resident.person_id, "answered", False) in inbox()
    told_of = story(Call.objects.get())
    assert told_of.answered_by.role == "网格员"
    assert told_of.answered_by.phone.startswith("139")


def test_telephones_are_shown_where_the_district_shows_them(people, call, settings):
    settings.SHOW_STAFF_PHONES = False
    answer(call, people.grid_worker)
    who = story(Call.objects.get()).answered_by
    assert (who.phone, who.name) == ("", "张*")


def test_who_was_rung_first_may_still_answer_above(people, call):
    time_passes(call)
    assert answer(call, people.grid_worker).level == Level.GRID
    found = inbox()
    assert (people.community.person_id, "taken", False) in found


def test_after_nobody_answered_somebody_does(people, call):
    for _ in range(3):
        time_passes(call)
    assert answer(call, people.dispatcher).state == State.ANSWERED


def test_answered_twice_by_one_it_is_once(people, call):
    answer(call, people.grid_worker)
    answer(call, people.grid_worker)
    assert told(call.case) == ["received", "level_rung", "call_answered"]


def test_the_other_learns_who_it_was(people, call):
    answer(call, people.grid_worker)
    with pytest.raises(AnsweredAlready) as refusal:
        answer(call, people.community)
    assert str(refusal.value) == "网格员 张*已经接听了这次呼叫。"


def test_of_two_at_once_one_wins(live_people):
    call = time_passes(a_call(live_people.resident))
    both = [live_people.grid_worker, live_people.community]
    refusals = race([lambda who=who: answer(call, who) for who in both])
    assert sorted(type(one).__name__ for one in refusals) == ["AnsweredAlready", "NoneType"]
    assert told(call.case).count("call_answered") == 1


def test_answered_while_it_climbs_it_is_either_and_never_rings_on(live_people):
    call = a_call(live_people.resident)
    Call.objects.update(until=call.rung_at)
    answering = [lambda: answer(call, live_people.grid_worker)]
    assert race(answering + [lambda: climb_due(by=CLIMBER)] * 2) == [None] * 3
    assert Call.objects.get().state == State.ANSWERED
    assert Rung.objects.count() in {1, 2}
    assert told(call.case)[-1] == "call_answered"


@pytest.mark.parametrize("name", ["stranger", "other_resident", "neighbour", "other_dispatcher"])
def test_who_was_not_rung_learns_nothing(people, call, name):
    actor = people[name]
    with pytest.raises(NotFound):
        answer(call, actor)
    with pytest.raises(NotFound):
        cancel_call(call_id=call.pk, by=actor)
    with pytest.raises(NotFound):
        call_for(actor, call.pk)
    assert not calls_for(actor).exists()
    assert Call.objects.get().state == State.RINGING


def test_who_sees_it_and_was_not_rung_does_not_answer(people, call):
    with pytest.raises(NotAllowed):
        answer(call, people.leader)
    with pytest.raises(NotAllowed):
        answer(call, people.resident)
    with pytest.raises(NotAllowed):
        cancel_call(call_id=call.pk, by=people.grid_worker)


def test_pressed_by_mistake_it_stops_and_the_case_is_taken_back(people, call):
    inbox()
    for _ in range(2):
        cancel_call(call_id=call.pk, by=people.resident)
    assert Call.objects.get().state == State.CANCELLED
    assert told(call.case) == ["received", "level_rung", "call_cancelled", "withdrawn"]
    assert (people.grid_worker.person_id, "cancelled", False) in inbox()
    with pytest.raises(StepNotPossible):
        answer(call, people.grid_worker)


def test_a_case_taken_back_rings_no_more(people, call):
    withdraw_case(case_id=call.case_id, reason="不用了", by=people.resident)
    deliver_due()
    assert Call.objects.get().state == State.CANCELLED


def test_who_takes_the_case_up_has_answered(people, call):
    keep_case(case_id=call.case_id, by=people.grid_worker)
    deliver_due()
    found = Call.objects.get()
    assert (found.state, found.answered_by_id) == (State.ANSWERED, people.grid_worker.person_id)


def test_the_timeline_tells_each_step(people, call):
    time_passes(call)
    answer(call, people.community)
    told_of = [(str(one.title), one.note) for one in timeline(call.case)]
    assert ("正在呼叫", "网格员") in told_of
    assert ("正在呼叫", "社区") in told_of
    assert ("已接听", "张* 派遣员") in told_of


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_step_is_decided_in_every_state(state, step):
    possible = step in STEPS.open_to(state)
    waiting = state == State.RINGING or (
        state == State.UNANSWERED and step in {Step.ANSWER, Step.CANCEL}
    )
    assert possible == waiting


def test_figures_count_places(people, call):
    answer(call, people.grid_worker)
    time_passes(a_call(people.other_resident))
    (row,) = figures_for(people.dispatcher)
    assert (row.place_id, row.rings, row.grid, row.community) == (call.place_id, 2, 1, 0)
    assert row.median is not None
    assert figures_for(people.other_dispatcher) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "asleep"},
        {"level": "moon"},
        {"until": None},
        {"state": "unanswered", "until": None},
        {"state": "answered", "until": None, "ended_at": "2026-01-01T00:00:00Z"},
    ],
)
def test_the_database_refuses_what_cannot_be(call, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.update(**wrong)
