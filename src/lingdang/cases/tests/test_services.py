from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from lingdang.cases import policies
from lingdang.cases.enums import State, Step
from lingdang.cases.errors import AlreadyAtTop, NotByTheHandler, NotSettled, StepByItself
from lingdang.cases.models import Case
from lingdang.cases.public import (
    Report,
    answer_case,
    call_back_case,
    case_for_follow,
    close_case,
    dispatch_case,
    file_case,
    follower,
    handle_case,
    keep_case,
    pass_up_case,
    refuse_case,
    reopen_case,
    report_case,
    return_case,
    take_step,
    verify_case,
    withdraw_case,
)
from lingdang.cases.testing import a_case
from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.standards.testing import a_category

HERE = {"lng": 113.305, "lat": 33.765}


def told(case):
    names = Fact.objects.filter(subject=case.subject).order_by("id").values_list("name", flat=True)
    return [name.split(".")[1].removeprefix("case_") for name in names]


def test_a_small_matter_is_settled_in_its_grid(people):
    answer = report_case(report=Report(source="bell", **HERE), by=ANYONE)
    case = keep_case(case_id=answer.case.pk, by=people.grid_worker)
    assert (case.state, case.handler_id) == (State.DISPATCHED, people.grid_worker.person_id)

    case = handle_case(case_id=case.pk, outcome="已清理", by=people.grid_worker)
    assert (case.state, case.level_settled, case.outcome) == (State.HANDLED, "grid", "已清理")
    with pytest.raises(NotAllowed):
        verify_case(case_id=case.pk, by=people.grid_worker)
    verify_case(case_id=case.pk, by=people.verifier)

    reporter = follower(case_for_follow(answer.follow_token))
    case = answer_case(case_id=case.pk, settled=True, stars=5, comment="谢谢", by=reporter)
    assert (case.state, case.rating, case.settled, case.due_at) == (State.CLOSED, 5, True, None)
    assert told(case) == ["received", "kept", "handled", "verified", "called_back", "closed"]


def test_a_big_matter_is_passed_up_and_settled_in_the_community(people):
    case = a_case(place=people.ground.grid)
    keep_case(case_id=case.pk, by=people.grid_worker)
    case = pass_up_case(case_id=case.pk, reason="需要物业配合", by=people.grid_worker)
    assert (case.state, case.place_id, case.unit_id, case.handler_id) == (
        State.FILED,
        people.ground.village.pk,
        None,
        None,
    )
    assert case.origin_place_id == people.ground.grid.pk
    keep_case(case_id=case.pk, by=people.community)
    case = handle_case(case_id=case.pk, outcome="已协调", by=people.community)
    assert case.level_settled == "village"


def test_a_matter_for_a_unit_goes_the_long_way(people):
    category = a_category("06010", default_unit=people.unit)
    case = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    file_case(case_id=case.pk, category_code="06010", by=people.dispatcher)
    case = dispatch_case(case_id=case.pk, by=people.dispatcher)
    assert (case.category, case.unit_id) == (category, people.unit.pk)
    handle_case(case_id=case.pk, outcome="清运一车", by=people.unit_handler)
    case = return_case(case_id=case.pk, reason="还有一堆", by=people.verifier)
    assert (case.returns, case.outcome, case.handled_at, case.handled_by_id) == (1, "", None, None)
    handle_case(case_id=case.pk, outcome="全部清完", by=people.unit_handler)
    verify_case(case_id=case.pk, by=people.verifier, note="现场看过")
    case = answer_case(case_id=case.pk, settled=False, comment="又堆了", by=people.resident)
    assert (case.state, case.reopened, case.settled) == (State.DISPATCHED, 1, None)
    handle_case(case_id=case.pk, outcome="设了围挡", by=people.unit_handler)
    verify_case(case_id=case.pk, by=people.verifier)
    call_back_case(case_id=case.pk, settled=True, stars=4, channel="visit", by=people.dispatcher)
    case = close_case(case_id=case.pk, by=people.dispatcher)
    assert (case.state, case.rating, case.closed_at is not None) == (State.CLOSED, 4, True)
    case = reopen_case(case_id=case.pk, reason="第二天又有了", by=people.resident)
    assert (case.state, case.reopened, case.closed_at) == (State.DISPATCHED, 2, None)
    assert told(case)[-3:] == ["called_back", "closed", "reopened"]


def test_photographs_after_belong_to_the_handling(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    photo = a_photo(by=people.unit_handler)
    handle_case(case_id=case.pk, outcome="好", photo_ids=[photo.pk], by=people.unit_handler)
    assert [card.moment for card in photos_of(case.subject)] == ["after"]


def test_what_is_not_settled_is_not_closed(people):
    case = a_case(State.VERIFIED, place=people.ground.grid, unit=people.unit)
    call_back_case(case_id=case.pk, settled=False, by=people.dispatcher)
    with pytest.raises(NotSettled):
        close_case(case_id=case.pk, by=people.dispatcher)


def test_nobody_is_above_the_top(people):
    case = a_case(place=people.ground.district)
    boss = people.system_admin
    with pytest.raises(NotFound):
        pass_up_case(case_id=case.pk, reason="大", by=boss)
    anyone_up = Actor.process("up", policies.SEE, policies.PASS_UP)
    with pytest.raises(AlreadyAtTop):
        pass_up_case(case_id=case.pk, reason="大", by=anyone_up)


def test_keeping_names_who_serves_the_place(people):
    case = a_case(place=people.ground.grid)
    with pytest.raises(Incomplete):
        keep_case(case_id=case.pk, handler_id=people.neighbour.person_id, by=people.dispatcher)
    case = keep_case(case_id=case.pk, by=people.dispatcher)
    assert case.handler_id == people.grid_worker.person_id


CALLS = {
    Step.FILE: (file_case, {"category_code": None}),
    Step.REFUSE: (refuse_case, {"reason": "x"}),
    Step.DISPATCH: (dispatch_case, {}),
    Step.KEEP: (keep_case, {}),
    Step.PASS_UP: (pass_up_case, {"reason": "x"}),
    Step.HANDLE: (handle_case, {"outcome": "x"}),
    Step.RETURN: (return_case, {"reason": "x"}),
    Step.VERIFY: (verify_case, {}),
    Step.CALL_BACK: (call_back_case, {"settled": True}),
    Step.CLOSE: (close_case, {}),
    Step.REOPEN: (reopen_case, {"reason": "x"}),
    Step.WITHDRAW: (withdraw_case, {"reason": "x"}),
}
WHO = {
    Step.HANDLE: "unit_handler",
    Step.VERIFY: "verifier",
    Step.REOPEN: "verifier",
    Step.CLOSE: "verifier",
}


@pytest.mark.parametrize("step", CALLS)
def test_refusals_change_nothing(people, step):
    """A stranger, one who may not, and one who may in the wrong state."""
    wrong = State.WITHDRAWN if step != Step.HANDLE else State.HANDLED
    case = a_case(
        wrong, place=people.ground.grid, **({"unit": people.unit} if wrong == "handled" else {})
    )
    before = Case.objects.values().get(pk=case.pk)
    facts = Fact.objects.count()
    call, data = CALLS[step]
    refusals = {"other_dispatcher": NotFound, "stranger": NotFound, "leader": NotAllowed}
    for role, refusal in refusals.items():
        with pytest.raises(refusal):
            call(case_id=case.pk, by=people[role], **data)
    with pytest.raises((StepNotPossible, Incomplete)):
        call(case_id=case.pk, by=people[WHO.get(step, "dispatcher")], **data)
    assert Case.objects.values().get(pk=case.pk) == before
    assert Fact.objects.count() == facts


@pytest.mark.parametrize(
    ("state", "step", "data", "field"),
    [
        (State.RECEIVED, "file", {}, "category_code"),
        (State.RECEIVED, "file", {"category_code": "no"}, "category_code"),
        (State.RECEIVED, "refuse", {"reason": "  "}, "reason"),
        (State.RECEIVED, "refuse", {}, "reason"),
        (State.RECEIVED, "dispatch", {}, "unit_id"),
        (State.RECEIVED, "dispatch", {"unit_id": 10**9}, "unit_id"),
        (State.RECEIVED, "dispatch", {"unit_id": "1"}, "unit_id"),
        (State.RECEIVED, "dispatch", {"unit_id": 2**63}, "unit_id"),
        (State.RECEIVED, "pass_up", {"reason": "x\0"}, "reason"),
        (State.RECEIVED, "withdraw", {"reason": "字" * 4001}, "reason"),
        (State.RECEIVED, "keep", {"outcome": "x"}, "outcome"),
        (State.RECEIVED, "vanish", {}, "step"),
        (State.VERIFIED, "call_back", {}, "settled"),
        (State.VERIFIED, "call_back", {"settled": "yes"}, "settled"),
        (State.VERIFIED, "call_back", {"settled": True, "stars": 6}, "stars"),
        (State.VERIFIED, "call_back", {"settled": True, "stars": True}, "stars"),
        (State.VERIFIED, "call_back", {"settled": True, "channel": "smoke"}, "channel"),
    ],
)
def test_steps_say_what_they_miss(people, state, step, data, field):
    case = a_case(state, place=people.ground.grid)
    with pytest.raises(Incomplete) as refusal:
        take_step(case_id=case.pk, step=step, data=data, by=people.dispatcher)
    assert list(refusal.value.problems) == [field]
    case.refresh_from_db()
    assert case.state == state


def test_steps_of_the_system_are_not_for_people(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid)
    with pytest.raises(StepByItself):
        take_step(case_id=case.pk, step="release", data={}, by=people.dispatcher)


def test_four_eyes_through_the_service(people):
    case = a_case(State.HANDLED, place=people.ground.grid, handled_by=people.verifier)
    with pytest.raises(NotByTheHandler):
        verify_case(case_id=case.pk, by=people.verifier)


def race(case_id, calls):
    def take(call):
        try:
            call(case_id=case_id)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(take, calls))


def test_two_officers_at_once_take_a_step_once(live_people):
    case = a_case(place=live_people.ground.grid)
    who = [live_people.dispatcher, live_people.community] * 2

    def call(by):
        return lambda case_id: dispatch_case(case_id=case_id, unit_id=live_people.unit.pk, by=by)

    refusals = race(case.pk, [call(by) for by in who])

    assert refusals.count(None) == 1
    assert sum(isinstance(refusal, StepNotPossible) for refusal in refusals) == 3
    assert told(case) == ["received", "dispatched"]


def test_a_withdrawal_and_a_dispatch_at_once_leave_one_truth(live_people):
    case = a_case(place=live_people.ground.grid, reporter_id=live_people.resident.person_id)
    refusals = race(
        case.pk,
        [
            lambda case_id: withdraw_case(case_id=case_id, reason="好了", by=live_people.resident),
            lambda case_id: refuse_case(case_id=case_id, reason="不归", by=live_people.dispatcher),
        ],
    )
    assert sum(isinstance(refusal, StepNotPossible) for refusal in refusals) == 1
    assert len(told(case)) == 2


def test_deadlines_move_with_each_step(people):
    case = a_case(place=people.ground.grid)
    seen = [case.due_at]
    category = a_category(urgent=True)
    case = file_case(case_id=case.pk, category_code=category.code, by=people.dispatcher)
    assert 3500 < (case.due_at - timezone.now()).total_seconds() <= 3600
    seen.append(case.due_at)
    case = dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    assert 4 * 3600 - 60 < (case.due_at - timezone.now()).total_seconds() <= 4 * 3600
    assert case.due_at not in seen
