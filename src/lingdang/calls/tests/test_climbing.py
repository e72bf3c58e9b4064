"""A call climbs on time, each level once, whatever happens to the worker."""

import json
from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from lingdang.calls.enums import Level, State
from lingdang.calls.models import Call, Ringing, Rung
from lingdang.calls.queries import story, whom
from lingdang.calls.services import climb_due, ring
from lingdang.calls.services.climbing import _climb_one
from lingdang.calls.testing import CLIMBER, a_call, time_passes
from lingdang.cases.public import Case, Report, Source
from lingdang.cases.testing import a_case, race, told
from lingdang.journal.public import Delivery, deliver_due
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.messaging.public import Message
from lingdang.people.public import Person, Post, Role
from lingdang.people.testing import a_gateway, a_person, a_post
from lingdang.shifts.testing import a_shift_now


def rung(call):
    pairs = Ringing.objects.filter(call=call).values_list("rung__level", "person_id")
    return sorted(pairs)


def inbox():
    """Whom messages have told what, since asked last."""
    deliver_due()
    assert not Delivery.objects.filter(state="due").exists()
    found = {(m.person_id, m.what.partition(".")[2], m.urgent) for m in Message.objects.all()}
    Message.objects.all().delete()
    return found


def test_a_ring_reaches_the_grid_worker_on_duty(people):
    call = a_call(people.resident)
    assert (call.state, call.level) == (State.RINGING, Level.GRID)
    assert call.until - call.rung_at == timedelta(seconds=180)
    assert rung(call) == [("grid", people.grid_worker.person_id)]
    assert told(call.case) == ["received", "level_rung"]
    assert (people.grid_worker.person_id, "rung", True) in inbox()


def test_it_climbs_to_the_community_and_the_street_and_then_stays_open(people):
    call = time_passes(a_call(people.resident))
    assert call.level == Level.COMMUNITY
    call = time_passes(call)
    assert call.level == Level.STREET
    inbox()
    call = time_passes(call)
    assert (call.state, call.until) == (State.UNANSWERED, None)
    assert rung(call) == [
        ("community", people.community.person_id),
        ("grid", people.grid_worker.person_id),
        ("street", people.dispatcher.person_id),
    ]
    found = inbox()
    assert (people.community.person_id, "unanswered", True) in found
    assert (people.resident.person_id, "nobody", False) in found
    assert climb_due(by=CLIMBER) == 0


def test_before_its_time_it_does_not_climb(people):
    call = a_call(people.resident)
    assert climb_due(by=CLIMBER) == 0
    assert Rung.objects.filter(call=call).count() == 1


def test_the_district_says_whom_and_how_long(people, settings):
    settings.CALL_STEPS = {"community": 30}
    call = a_call(people.resident)
    assert rung(call) == [("community", people.community.person_id)]
    assert call.until - call.rung_at == timedelta(seconds=30)
    assert time_passes(call).state == State.UNANSWERED


def test_without_a_grid_worker_it_climbs_at_once(people):
    Post.objects.filter(role=Role.GRID_WORKER).delete()
    call = a_call(people.resident)
    assert (call.state, call.level) == (State.RINGING, Level.COMMUNITY)
    first, second = story(call).steps
    assert (first.people, first.until) == ([], first.rung_at)
    assert [one.role for one in second.people] == ["派遣员"]


def test_a_grid_worker_off_duty_is_not_rung(people):
    posts = Post.objects.filter(person=people.grid_worker.person_id)
    posts.update(duty_from=time(3), duty_to=time(3))  # never
    assert a_call(people.resident).level == Level.COMMUNITY


def test_whoever_is_planned_for_now_is_rung(people):
    planned = Person.objects.get(pk=people.neighbour.person_id)
    a_post(planned, Role.GRID_WORKER, place=people.ground.grid)
    a_shift_now(planned.pk, people.ground.grid)
    assert rung(a_call(people.resident)) == [("grid", planned.pk)]


def test_above_the_grid_somebody_is_rung_though_nobody_is_on_duty(people):
    Post.objects.filter(person=people.community.person_id).update(
        duty_from=time(3), duty_to=time(3)
    )
    assert whom(Level.COMMUNITY, people.ground.grid.pk) == [people.community.person_id]


def test_with_nobody_at_all_it_is_on_the_list_at_once(people):
    Post.objects.all().delete()
    call = a_call(people.resident)
    assert (call.state, len(story(call).steps)) == (State.UNANSWERED, 3)


def test_nobody_is_rung_twice(people):
    person = people.grid_worker.person_id
    a_post(a_person(), Role.DISPATCHER, place=people.ground.village)
    Post.objects.filter(person=people.community.person_id).update(person=person)
    call = time_passes(a_call(people.resident))
    assert [who for level, who in rung(call) if level == "community"] != []
    assert [who for _level, who in rung(call)].count(person) == 1


def test_two_workers_climb_once(live_people):
    call = a_call(live_people.resident)
    Call.objects.update(until=call.rung_at)
    assert race([lambda: climb_due(by=CLIMBER)] * 4) == [None] * 4
    assert Rung.objects.filter(call=call).count() == 2
    assert told(call.case) == ["received", "level_rung", "level_rung"]


def test_a_worker_that_dies_halfway_has_rung_nobody(people):
    call = a_call(people.resident)
    Call.objects.update(until=call.rung_at)

    def dies():
        with transaction.atomic():
            _climb_one(CLIMBER)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dies()
    assert told(call.case) == ["received", "level_rung"]
    assert climb_due(by=CLIMBER) == 1
    assert told(call.case) == ["received", "level_rung", "level_rung"]


def test_pressed_twice_with_one_key_it_is_one_call(people):
    assert a_call(people.resident, "k").pk == a_call(people.resident, "k").pk
    assert Case.objects.count() == 1


def test_rung_again_while_it_rings_it_is_the_call_that_runs(people):
    first = a_call(people.resident)
    assert a_call(people.resident) == first
    assert Case.objects.count() == 1
    assert a_call(people.other_resident) != first


def test_strangers_are_told_apart(people):
    one, other = Actor.stranger("one"), Actor.stranger("other")
    first = a_call(one)
    assert a_call(one) == first
    assert a_call(other) != first
    assert a_call(ANYONE) != a_call(ANYONE)


def test_two_presses_at_once_are_one_call(live_people):
    presses = [lambda: a_call(live_people.resident)] * 4
    assert race(presses) == [None] * 4
    assert (Call.objects.count(), Case.objects.count()) == (1, 1)


def test_nobody_but_the_worker_lets_calls_climb(people):
    with pytest.raises(NotAllowed):
        climb_due(by=people.dispatcher)


def test_a_place_that_no_grid_covers_rings_whom_the_district_has(people):
    outside = Report(source=Source.BELL, place_id=people.ground.district.pk)
    call = ring(report=outside, by=people.resident).call
    assert call.state == State.UNANSWERED


def test_a_ring_takes_few_statements(people, django_assert_max_num_queries):
    a_call(people.other_resident)
    with django_assert_max_num_queries(18):
        a_call(people.resident)


def test_text_messages_go_to_whom_it_rings(people, settings):
    settings.MESSAGE_CHANNELS, settings.MESSAGE_QUIET_HOURS = ["sms"], "00:00-23:59"
    with a_gateway(settings) as gateway:
        call = a_call(people.resident)
        deliver_due()
        call_command("messaging", "send")
        time_passes(call)
        deliver_due()
        call_command("messaging", "send")
        sent = [json.loads(body) for _head, body in gateway.got]
    numbers = [
        Person.objects.get(pk=one.person_id).phone for one in (people.grid_worker, people.community)
    ]
    assert [one["phone"] for one in sent] == numbers
    assert all("请马上接听" in one["text"] for one in sent)


def test_a_bell_that_came_from_a_program_rings_too(people):
    case = a_case(place=people.ground.grid, source=Source.BELL)
    for _ in range(2):
        deliver_due()
    assert rung(Call.objects.get(case=case)) == [("grid", people.grid_worker.person_id)]
