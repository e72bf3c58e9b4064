"""Who is told, through the worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import State, assign_case
from lingdang.cases.testing import a_case
from lingdang.dispatching.public import (
    hand_over_shift,
    lift_supervision,
    supervise_case,
    urge_case,
)
from lingdang.dispatching.services.watching import remind_supervised
from lingdang.journal.public import Delivery, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.messaging.public import Message
from lingdang.people.testing import actor
from lingdang.shifts.public import Station


def told():
    """Who was told what since the last time, and with which words."""
    deliver_due()
    assert not Delivery.objects.exclude(state="done").exists()
    ours = Message.objects.filter(what__startswith="dispatching.")
    found = [(message.what.split(".")[1], message.person_id) for message in ours]
    Message.objects.all().delete()
    return found


@pytest.fixture
def case(people):
    return a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
    )


def test_the_unit_is_told_that_it_is_watched_reminded_and_free(people, case):
    tomorrow, handler = timezone.localdate() + timedelta(days=1), people.unit_handler.person_id
    supervise_case(case_id=case.pk, note="快", until=tomorrow, by=people.leader)
    assert told() == [("supervised", handler)]
    remind_supervised(by=Actor.process("test"))
    assert told() == [("reminded", handler)]
    lift_supervision(case_id=case.pk, note="好", by=people.leader)
    assert told() == [("lifted", handler)]


def test_the_owner_hears_that_it_was_urged(people, case):
    urge_case(case_id=case.pk, by=people.resident)
    assert told() == [("urged", people.unit_handler.person_id)]
    kept = a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    urge_case(case_id=kept.pk, by=people.dispatcher)
    assert told() == [("urged", people.grid_worker.person_id)]


def test_of_what_nobody_has_the_nearest_who_serve_there_hear(people):
    waiting = a_case(place=people.ground.grid)
    urge_case(case_id=waiting.pk, by=people.dispatcher)
    assert told() == [("urged", people.grid_worker.person_id)]
    higher = a_case(place=people.ground.village)
    urge_case(case_id=higher.pk, by=people.dispatcher)
    assert told() == [("urged", people.community.person_id)]


def test_whoever_is_given_a_case_hears_of_it_unless_they_took_it(people, case):
    colleague, mine = actor("unit_handler", unit=people.unit), people.unit_handler.person_id
    assign_case(case_id=case.pk, handler_id=colleague.person_id, by=people.unit_handler)
    assert told() == [("assigned", colleague.person_id)]
    assign_case(case_id=case.pk, handler_id=mine, by=people.unit_handler)
    assert told() == []


def test_the_next_on_duty_hears_once_of_all_that_was_handed_over(people):
    successor = actor("grid_worker", place=people.ground.grid)
    for _number in range(3):
        a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    grid = Station(place_id=people.ground.grid.pk)
    hand_over_shift(
        where=grid, giver_id=people.grid_worker.person_id, note="夜班注意", by=people.grid_worker
    )
    assert told() == [("handed_over", successor.person_id)]
