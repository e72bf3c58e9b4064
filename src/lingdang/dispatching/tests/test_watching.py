"""Supervision and urging."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import Case, State, cases_for, follower, timeline, withdraw_case
from lingdang.cases.testing import a_case
from lingdang.dispatching.errors import AlreadySupervised, CaseEnded, NotSupervised, UrgedToday
from lingdang.dispatching.models import Supervision, Urge
from lingdang.dispatching.public import (
    lift_supervision,
    marks_of,
    may_supervise,
    may_urge,
    supervise_case,
    supervision_of,
    supervisions_for,
    under_supervision,
    urge_case,
    urged,
    urges_of,
)
from lingdang.dispatching.services.watching import remind_supervised
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound

REMINDER = Actor.process("test")


def day(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def case(people):
    return a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
    )


def test_a_leader_keeps_an_eye_on_it_until_it_is_well(people, case):
    supervise_case(case_id=case.pk, note="周五前办结", until=day(3), by=people.leader)
    assert supervision_of(case).until == day(3)
    assert marks_of([case.pk])[case.pk].until == day(3)
    assert list(cases_for(people.dispatcher).filter(under_supervision())) == [case]
    with pytest.raises(AlreadySupervised):
        supervise_case(case_id=case.pk, note="再督", until=day(3), by=people.supervisor)
    lift_supervision(case_id=case.pk, note="已办结", by=people.dispatcher)
    assert marks_of([case.pk]) == {}
    with pytest.raises(NotSupervised):
        lift_supervision(case_id=case.pk, note="再撤", by=people.leader)
    told = timeline(case, inner=True)[-2:]
    assert [entry.event for entry in told] == ["case_supervised", "supervision_lifted"]
    assert "周五前办结" in told[0].note
    assert supervisions_for(people.leader).get().lifted_note == "已办结"
    assert not supervisions_for(people.other_dispatcher).exists()


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", NotFound),
        ("other_dispatcher", NotFound),
        ("neighbour", NotFound),
        ("grid_worker", NotAllowed),
        ("unit_handler", NotAllowed),
        ("resident", NotAllowed),
    ],
)
def test_who_may_not_keep_an_eye_changes_nothing(people, case, who, refusal):
    assert not may_supervise(people[who], case)
    with pytest.raises(refusal):
        supervise_case(case_id=case.pk, note="快", until=day(1), by=people[who])
    with pytest.raises(refusal):
        lift_supervision(case_id=case.pk, note="快", by=people[who])
    assert not Supervision.objects.exists()


@pytest.mark.parametrize(
    ("note", "days", "field"), [(" ", 1, "note"), ("快", -1, "until"), ("快", 400, "until")]
)
def test_supervision_says_what_and_by_when(people, case, note, days, field):
    with pytest.raises(Incomplete) as refusal:
        supervise_case(case_id=case.pk, note=note, until=day(days), by=people.leader)
    assert list(refusal.value.problems) == [field]


def test_reminders_come_once_a_day_from_the_day_before(people, case):
    far = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    supervise_case(case_id=case.pk, note="快", until=day(1), by=people.leader)
    supervise_case(case_id=far.pk, note="快", until=day(5), by=people.leader)
    assert [remind_supervised(by=REMINDER), remind_supervised(by=REMINDER)] == [1, 0]
    Supervision.objects.update(reminded_on=day(-1))
    assert remind_supervised(by=REMINDER) == 1
    assert Fact.objects.filter(name="dispatching.supervision_reminded.v1").count() == 2


def test_supervision_ends_with_the_case(people, case):
    supervise_case(case_id=case.pk, note="快", until=day(1), by=people.leader)
    withdraw_case(case_id=case.pk, reason="好了", by=people.resident)
    deliver_due()
    assert supervision_of(case) is None
    assert remind_supervised(by=REMINDER) == 0
    case = Case.objects.get(pk=case.pk)
    assert (may_supervise(people.leader, case), may_urge(people.leader, case)) == (False, False)
    with pytest.raises(CaseEnded):
        supervise_case(case_id=case.pk, note="快", until=day(1), by=people.leader)
    with pytest.raises(CaseEnded):
        urge_case(case_id=case.pk, by=people.resident)


def test_a_reporter_urges_once_a_day_and_staff_whenever(people, case):
    urge_case(case_id=case.pk, note="三天了", by=people.resident)
    with pytest.raises(UrgedToday):
        urge_case(case_id=case.pk, by=people.resident)
    urge_case(case_id=case.pk, by=people.supervisor)
    urge_case(case_id=case.pk, by=people.supervisor)
    Urge.objects.filter(by_reporter=True).update(day=day(-1))
    urge_case(case_id=case.pk, by=people.resident)
    assert urges_of(case) == 4
    assert marks_of([case.pk])[case.pk].urges == 4
    assert list(cases_for(people.dispatcher).filter(urged())) == [case]
    entries = [entry for entry in timeline(case) if entry.event == "case_urged"]
    assert (len(entries), entries[0].note) == (4, "三天了")


def test_who_follows_without_an_account_urges_too(people, case):
    urge_case(case_id=case.pk, by=follower(case))
    with pytest.raises(UrgedToday):
        urge_case(case_id=case.pk, by=follower(case))
    with pytest.raises(NotFound):
        urge_case(case_id=case.pk, by=follower(a_case(place=people.ground.grid)))


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", NotFound),
        ("other_resident", NotFound),
        ("unit_handler", NotAllowed),
        ("discipline_officer", NotAllowed),
    ],
)
def test_who_may_not_urge_changes_nothing(people, case, who, refusal):
    with pytest.raises(refusal):
        urge_case(case_id=case.pk, by=people[who])
    assert not Urge.objects.exists()


def test_marks_of_many_cost_what_marks_of_one_do(people, django_assert_num_queries):
    cases = [a_case(State.DISPATCHED, place=people.ground.grid) for _number in range(3)]
    for case in cases:
        urge_case(case_id=case.pk, by=people.dispatcher)
    for some in (cases[:1], cases):
        with django_assert_num_queries(2):
            assert len(marks_of([case.pk for case in some])) == len(some)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"note": ""}, "supervision_has_note"),
        ({"lifted_note": "x"}, "supervision_lifted_by_a_person_has_note"),
    ],
)
def test_the_database_refuses_what_cannot_be(people, case, values, name):
    supervise_case(case_id=case.pk, note="快", until=day(1), by=people.leader)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Supervision.objects.update(**values)
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        Supervision.objects.create(case=case, note="x", until=day())
