"""Extended, filed otherwise, recalled, excused: what becomes of the deadline and of lateness."""

import pytest

from lingdang.cases.enums import State
from lingdang.cases.errors import (
    AlreadyOverdue,
    ExtendedEnough,
    NothingToExcuse,
    NotInHand,
    NotRefilable,
    StandsStill,
)
from lingdang.cases.models import Case, Suspension
from lingdang.cases.policies import EXCUSE, EXTEND, HANG_UP, RECALL, may_refile
from lingdang.cases.public import (
    excuse_case,
    extend_case,
    handle_case,
    refile_case,
    resume_case,
    return_case,
    suspend_case,
    take_step,
    timeline,
    verify_case,
)
from lingdang.cases.testing import a_case
from lingdang.cases.tests.conftest import at
from lingdang.journal.public import facts_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.standards.testing import a_category

DECIDER = Actor.process("test", EXTEND, EXCUSE, HANG_UP)


@pytest.fixture
def case(people, clock):
    """In the unit's hands since Wednesday at nine, due in three working days."""
    return a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)


def extend(case, asked="2026-07-01 09:00"):
    return extend_case(case_id=case.pk, reason="备料", asked_at=at(asked), by=DECIDER)


def test_an_extension_is_one_more_limit_and_there_are_two(case):
    case = extend(case)
    assert (case.due_at, case.extensions) == (at("2026-07-09 09:00"), 1)
    case = extend(case)
    assert (case.due_at, case.extensions) == (at("2026-07-14 09:00"), 2)
    with pytest.raises(ExtendedEnough):
        extend(case)


def test_two_extensions_are_all_whatever_round_it_is(people, case, clock):
    extend(case)
    extend(case)
    handle_case(case_id=case.pk, outcome="已清理", by=people.unit_handler)
    case = return_case(case_id=case.pk, reason="没好", by=people.verifier)
    assert (case.due_at, case.extensions, case.due_times) == (at("2026-07-06 09:00"), 2, 1)
    with pytest.raises(ExtendedEnough):
        extend(case)


def test_an_extension_asked_in_time_may_be_granted_late(case, clock):
    clock("2026-07-06 10:00")
    with pytest.raises(AlreadyOverdue):
        extend(case, asked="2026-07-06 09:01")
    assert extend(case, asked="2026-07-06 08:59").due_at == at("2026-07-09 09:00")


def test_what_stands_still_or_is_in_nobodys_hands_is_not_extended(people, case):
    with pytest.raises(NotInHand):
        extend(a_case(State.FILED, place=people.ground.grid))
    suspend_case(case_id=case.pk, kind="asked", reason="?", by=people.unit_handler)
    with pytest.raises(StandsStill):
        extend(case)


def test_filed_otherwise_the_limit_is_reckoned_from_the_same_start(people, case, clock):
    extend(case)
    clock("2026-07-02 09:00")
    suspend_case(case_id=case.pk, kind="asked", reason="?", by=people.unit_handler)
    clock("2026-07-03 09:00")
    resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    a_category("x", handle_amount=5, handle_unit="working_days")
    case = refile_case(case_id=case.pk, category_code="x", by=people.dispatcher)
    # twice five days, since the first of July, and the day that stood still
    assert case.due_at == at("2026-07-16 09:00")
    assert facts_of(case.subject)[-1].data["due_at"] == case.due_at.isoformat()
    assert timeline(case)[-1].event == "case_refiled"


def test_filed_otherwise_under_a_limit_that_has_passed_it_is_overdue_at_once(people, case, clock):
    clock("2026-07-02 15:00")
    a_category("x", handle_amount=4, handle_unit="urgent_hours")
    case = refile_case(case_id=case.pk, category_code="x", by=people.dispatcher)
    assert case.due_at == at("2026-07-01 13:00")
    assert case.is_overdue(at("2026-07-02 15:00"))
    case = handle_case(case_id=case.pk, outcome="已清理", by=people.unit_handler)
    assert (case.overdue, case.late_unit) == (True, people.unit)


def test_filed_otherwise_while_it_stands_still(people, case, clock):
    suspend_case(case_id=case.pk, kind="asked", reason="?", by=people.unit_handler)
    a_category("x", handle_amount=1, handle_unit="working_days")
    case = refile_case(case_id=case.pk, category_code="x", by=people.dispatcher)
    assert case.due_at is None
    clock("2026-07-02 10:00")
    case = resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert case.due_at == at("2026-07-03 10:00")


def test_only_what_is_filed_and_not_put_right_is_filed_otherwise(people, case, clock):
    a_category("x")
    for state in (State.RECEIVED, State.HANDLED, State.CLOSED):
        other = a_case(state, place=people.ground.grid, unit=people.unit)
        with pytest.raises(NotRefilable):
            refile_case(case_id=other.pk, category_code="x", by=people.dispatcher)
    with pytest.raises(Incomplete):
        refile_case(case_id=case.pk, category_code=case.category_id, by=people.dispatcher)
    with pytest.raises(Incomplete):
        refile_case(case_id=case.pk, category_code="unknown", by=people.dispatcher)
    with pytest.raises(NotAllowed):
        refile_case(case_id=case.pk, category_code="x", by=people.unit_handler)
    with pytest.raises(NotFound):
        refile_case(case_id=case.pk, category_code="x", by=people.other_dispatcher)
    assert may_refile(people.community, case)


def test_a_recalled_case_waits_again_and_is_counted(people, case):
    by = people.dispatcher.entrusted(RECALL)
    case = take_step(case_id=case.pk, step="recall", data={"reason": "不归我们"}, by=by)
    assert (case.state, case.unit_id, case.misdispatches) == (State.FILED, None, 1)
    assert timeline(case, inner=True)[-1].note == "不归我们"
    assert "case_recalled" not in [entry.event for entry in timeline(case)]


def test_nobody_recalls_extends_or_excuses_by_their_post(people, case):
    for who in (people.dispatcher, people.unit_handler, people.leader, people.system_admin):
        refusal = NotFound if who is people.system_admin else NotAllowed
        with pytest.raises(refusal):
            take_step(case_id=case.pk, step="recall", data={"reason": "x"}, by=who)
        with pytest.raises(refusal):
            extend_case(case_id=case.pk, reason="x", asked_at=at("2026-07-01 09:00"), by=who)
        with pytest.raises(refusal):
            excuse_case(case_id=case.pk, reason="x", by=who)
    assert Case.objects.get(pk=case.pk).extensions == 0


def test_lateness_stays_on_record_and_is_excused_once(people, case, clock):
    clock("2026-07-06 09:01")
    handle_case(case_id=case.pk, outcome="已清理", by=people.unit_handler)
    case = verify_case(case_id=case.pk, by=people.verifier)
    assert (case.overdue, case.late_unit_id, case.excused) == (True, people.unit.pk, False)
    with pytest.raises(NothingToExcuse):
        excuse_case(case_id=case.pk, reason="暴雨", by=DECIDER)
    take_step(case_id=case.pk, step="call_back", data={"settled": True}, by=people.dispatcher)
    take_step(case_id=case.pk, step="close", data={}, by=people.dispatcher)
    case = excuse_case(case_id=case.pk, reason="暴雨", by=DECIDER)
    assert (case.overdue, case.late_unit_id, case.excused) == (True, people.unit.pk, True)
    with pytest.raises(NothingToExcuse):
        excuse_case(case_id=case.pk, reason="暴雨", by=DECIDER)


def test_what_was_in_time_has_nothing_to_excuse(people, clock):
    case = a_case(State.CLOSED, place=people.ground.grid, unit=people.unit)
    assert not case.overdue
    with pytest.raises(NothingToExcuse):
        excuse_case(case_id=case.pk, reason="暴雨", by=DECIDER)


def test_stopped_too_late_is_late_and_stopped_in_time_is_not(people, case, clock):
    clock("2026-07-06 10:00")
    hung = suspend_case(
        case_id=case.pk,
        kind="hung_up",
        reason="等待征收",
        until=at("2026-09-01 09:00"),
        since=at("2026-07-03 09:00"),
        by=DECIDER,
    )
    assert not hung.overdue
    assert Suspension.objects.get().from_at == at("2026-07-03 09:00")
    other = a_case(
        State.DISPATCHED, place=people.ground.grid, unit=people.unit, at=at("2026-07-01 09:00")
    )
    assert suspend_case(case_id=other.pk, kind="asked", reason="?", by=people.unit_handler).overdue
