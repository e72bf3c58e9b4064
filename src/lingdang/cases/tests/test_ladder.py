"""Each rung once per deadline, whoever works and however often."""

from collections import Counter
from threading import Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from lingdang.cases import tasks
from lingdang.cases.enums import Rung, State
from lingdang.cases.models import Case
from lingdang.cases.policies import EXTEND, TELL
from lingdang.cases.public import (
    extend_case,
    handle_case,
    resume_case,
    return_case,
    suspend_case,
    timeline,
)
from lingdang.cases.queries.ladder import rungs_from
from lingdang.cases.services import tell_deadlines
from lingdang.cases.testing import a_case
from lingdang.cases.tests.conftest import at
from lingdang.journal.public import Fact, facts_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed
from lingdang.settings import env

TELLER = Actor.process("test", TELL)


@pytest.fixture
def case(people, clock):
    """In the unit's hands since Wednesday at nine, due on Monday at nine."""
    return a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)


def told(case):
    rungs = {"due_soon", "overdue", "reminded", "warned", "called_to_account"}
    names = [fact.name.split(".")[1].removeprefix("case_") for fact in facts_of(case.subject)]
    return [name for name in names if name in rungs]


def test_it_climbs_rung_by_rung_and_each_is_told_once(case, clock):
    for moment, rungs in [
        ("2026-07-03 14:59", []),
        ("2026-07-03 15:00", ["due_soon"]),
        ("2026-07-06 08:59", ["due_soon"]),
        ("2026-07-06 09:00", ["due_soon", "overdue"]),
        ("2026-07-06 15:00", ["due_soon", "overdue", "reminded"]),
        ("2026-07-07 09:00", ["due_soon", "overdue", "reminded", "warned"]),
        ("2026-07-09 08:59", ["due_soon", "overdue", "reminded", "warned"]),
        ("2026-07-09 09:00", ["due_soon", "overdue", "reminded", "warned", "called_to_account"]),
    ]:
        clock(moment)
        tasks.keep_clocks()
        tasks.keep_clocks()
        assert told(case) == rungs, moment
    assert Case.objects.get(pk=case.pk).rung == Rung.ACCOUNTABILITY
    assert tell_deadlines(by=TELLER) == 0
    fact = facts_of(case.subject)[-1]
    assert (fact.data["due_at"], fact.data["unit_id"]) == (case.due_at.isoformat(), case.unit_id)


def test_what_was_missed_is_not_told_late_except_that_it_is_overdue(case, clock):
    clock("2026-07-08 09:00")
    assert tell_deadlines(by=TELLER) == 1
    assert told(case) == ["overdue", "warned"]


def test_staff_read_it_on_the_timeline_and_the_reporter_does_not(case, clock):
    clock("2026-07-06 09:00")
    tell_deadlines(by=TELLER)
    assert timeline(case, inner=True)[-1].event == "case_overdue"
    assert timeline(case)[-1].event == "case_dispatched"


def test_who_stands_still_does_not_climb_and_climbs_on_where_it_was(people, case, clock):
    clock("2026-07-03 15:00")
    tell_deadlines(by=TELLER)
    suspend_case(case_id=case.pk, kind="asked", reason="?", by=people.unit_handler)
    clock("2026-07-20 09:00")
    assert tell_deadlines(by=TELLER) == 0
    resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert tell_deadlines(by=TELLER) == 0  # due soon was told of this deadline
    clock("2026-07-20 16:00")
    assert tell_deadlines(by=TELLER) == 1
    assert told(case) == ["due_soon", "overdue"]


def test_a_new_deadline_is_told_anew(people, case, clock):
    clock("2026-07-03 15:00")
    tell_deadlines(by=TELLER)
    extend_case(
        case_id=case.pk,
        reason="备料",
        asked_at=at("2026-07-03 15:00"),
        by=Actor.process("test", EXTEND),
    )
    assert tell_deadlines(by=TELLER) == 0
    clock("2026-07-08 15:00")
    tell_deadlines(by=TELLER)
    assert told(case) == ["due_soon", "due_soon"]
    handle_case(case_id=case.pk, outcome="已清理", by=people.unit_handler)
    case = return_case(case_id=case.pk, reason="没好", by=people.verifier)
    assert case.rung == 0


def test_what_has_ended_climbs_no_more(people, clock):
    a_case(State.CLOSED, place=people.ground.grid)
    clock("2027-07-01 09:00")
    assert tell_deadlines(by=TELLER) == 0


def test_only_the_worker_tells(people):
    with pytest.raises(NotAllowed):
        tell_deadlines(by=people.dispatcher)


def test_what_was_lost_on_the_way_was_not_told(people, case, clock, monkeypatch):
    clock("2026-07-06 09:00")
    monkeypatch.setattr("lingdang.cases.services.ladder.record_all", lambda *_a, **_k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tell_deadlines(by=TELLER)
    assert Case.objects.get(pk=case.pk).rung == 0
    monkeypatch.undo()
    clock("2026-07-06 09:00")
    tell_deadlines(by=TELLER)
    assert told(case) == ["overdue"]


def test_two_workers_at_once_tell_each_rung_once(live_people):
    cases = [
        a_case(State.FILED, place=live_people.ground.grid, at=at("2026-07-01 09:00"))
        for _ in range(12)
    ]

    def work():
        tell_deadlines(by=TELLER)
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tell_deadlines(by=TELLER)
    facts = Fact.objects.filter(
        name__in=["cases.case_overdue.v1", "cases.case_called_to_account.v1"]
    )
    assert Counter(facts.values_list("subject", flat=True)) == {case.subject: 2 for case in cases}


def test_a_round_costs_the_same_however_many_climb(people, case, clock, django_assert_num_queries):
    clock("2026-07-06 09:00")
    rungs_from(at("2026-07-06 09:00"))  # the calendar is read once
    with django_assert_num_queries(9):
        tell_deadlines(by=TELLER)
    for _ in range(3):
        a_case(
            State.DISPATCHED, place=people.ground.grid, unit=people.unit, at=at("2026-07-01 09:00")
        )
    with django_assert_num_queries(9):
        tell_deadlines(by=TELLER)


def test_higher_rungs_have_earlier_deadlines(db):
    now = at("2026-07-08 03:00")
    latest = list(rungs_from(now).values())
    assert latest == sorted(latest, reverse=True)
    assert rungs_from(now)[Rung.OVERDUE] == now


@pytest.mark.parametrize(
    "text", ["due_soon=1", "due_soon=4,overdue=0,reminder=4,warning=8,accountability=24", "x"]
)
def test_a_ladder_that_is_none_is_refused_at_start(monkeypatch, text):
    monkeypatch.setenv("LINGDANG_LADDER", text)
    with pytest.raises(ImproperlyConfigured, match="LINGDANG_LADDER"):
        env.ladder(
            "LINGDANG_LADDER", "due_soon=-4,overdue=0,reminder=4,warning=8,accountability=24"
        )
