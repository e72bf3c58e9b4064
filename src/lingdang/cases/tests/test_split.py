import pytest
from django.utils import timezone

from lingdang.cases.enums import State, Step
from lingdang.cases.errors import MovedOn, PartOfAnother, PartsOpen, StepByItself, WholePutRight
from lingdang.cases.models import Case
from lingdang.cases.public import (
    Part,
    answer_case,
    cases_for,
    close_case,
    handle_case,
    may_read,
    merge_case,
    parts_of,
    pass_up_case,
    progress_of,
    public_cases,
    reopen_case,
    return_case,
    split_case,
    take_step,
    take_undoably,
    tally,
    timeline,
    undo_step,
    verify_case,
    withdraw_case,
)
from lingdang.cases.testing import a_case, race, told
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post, a_unit


@pytest.fixture
def helper(people):
    """Somebody of a unit that does a part."""
    return unit_handler()


def unit_handler():
    person, unit = a_person(), a_unit()
    a_post(person, Role.UNIT_HANDLER, unit=unit)
    return unit, actor_for(person)


def split(people, *units, lead=None, **more):
    whole = a_case(place=people.ground.grid, reporter_id=people.resident.person_id, **more)
    parts = [Part(unit_id=unit.pk, task="清运路边渣土") for unit in units]
    lead_id = (lead or people.unit).pk
    split_case(case_id=whole.pk, lead_unit_id=lead_id, parts=parts, by=people.dispatcher)
    return Case.objects.get(pk=whole.pk), parts_of(whole)


def test_one_unit_leads_and_others_have_their_parts(people, helper):
    whole, (part,) = split(people, helper[0])
    assert (whole.state, whole.unit_id) == (State.DISPATCHED, people.unit.pk)
    assert (part.state, part.unit_id, part.path) == (State.DISPATCHED, helper[0].pk, whole.path)
    assert (part.reporter_id, part.follow_hash, part.contact_cipher) == (None, None, "")
    assert part.due_at <= whole.due_at
    assert told(whole) == ["received", "split"]
    assert told(part) == ["part_made", "dispatched"]
    assert people.unit.name in timeline(whole)[-1].note


def test_a_part_is_for_its_unit_and_its_whole_for_who_leads(people, helper):
    whole, (part,) = split(people, helper[0])
    assert list(cases_for(helper[1])) == [part]
    assert list(cases_for(people.unit_handler)) == [whole]
    assert may_read(helper[1], whole.pk)
    assert may_read(people.unit_handler, part.pk)
    assert not may_read(people.other_dispatcher, part.pk)


def test_what_was_in_hand_gains_no_time_by_splitting(people, helper):
    whole = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    parts = [Part(unit_id=helper[0].pk, task="清运")]
    after = split_case(case_id=whole.pk, parts=parts, by=people.dispatcher)
    assert (after.due_at, after.dispatched_at) == (whole.due_at, whole.dispatched_at)


def test_the_whole_is_not_put_right_before_its_parts(people, helper):
    whole, (part,) = split(people, helper[0])
    with pytest.raises(PartsOpen):
        handle_case(case_id=whole.pk, outcome="好", by=people.unit_handler)
    handle_case(case_id=part.pk, outcome="清了", by=helper[1])
    with pytest.raises(PartsOpen):
        handle_case(case_id=whole.pk, outcome="好", by=people.unit_handler)
    part = verify_case(case_id=part.pk, by=people.verifier)
    assert (part.state, part.called_back_at) == (State.CLOSED, None)
    assert told(part)[-2:] == ["verified", "part_finished"]
    assert progress_of(parts_of(whole)).ended == 1
    assert handle_case(case_id=whole.pk, outcome="好", by=people.unit_handler)


def test_only_the_whole_talks_to_the_reporter(people, helper):
    whole, (part,) = split(people, helper[0])
    handle_case(case_id=part.pk, outcome="清了", by=helper[1])
    for step, data in (("call_back", {"settled": True}), ("close", {}), ("merge", {"into_id": 1})):
        with pytest.raises((PartOfAnother, NotFound)):
            take_step(case_id=part.pk, step=step, data=data, by=people.dispatcher)
    with pytest.raises(StepByItself):
        take_step(case_id=part.pk, step="finish", data={}, by=people.dispatcher)
    with pytest.raises(NotFound):
        answer_case(case_id=part.pk, settled=True, by=people.resident)
    assert tally("").received == 1
    assert list(public_cases()) == [whole]


def test_a_part_is_taken_up_again_only_after_its_whole(people, helper):
    whole, (part,) = split(people, helper[0])
    handle_case(case_id=part.pk, outcome="清了", by=helper[1])
    verify_case(case_id=part.pk, by=people.verifier)
    handle_case(case_id=whole.pk, outcome="好", by=people.unit_handler)
    with pytest.raises(WholePutRight):
        reopen_case(case_id=part.pk, reason="没清完", by=people.dispatcher)
    return_case(case_id=whole.pk, reason="还有", by=people.verifier)
    part = reopen_case(case_id=part.pk, reason="没清完", by=people.dispatcher)
    assert (part.state, part.unit_id) == (State.DISPATCHED, helper[0].pk)


def test_the_whole_goes_all_the_way(people, helper):
    whole, (part,) = split(people, helper[0])
    handle_case(case_id=part.pk, outcome="清了", by=helper[1])
    verify_case(case_id=part.pk, by=people.verifier)
    handle_case(case_id=whole.pk, outcome="好", by=people.unit_handler)
    verify_case(case_id=whole.pk, by=people.verifier)
    whole = answer_case(case_id=whole.pk, settled=True, stars=5, by=people.resident)
    assert whole.state == State.CLOSED
    with pytest.raises(StepNotPossible):
        close_case(case_id=whole.pk, by=people.dispatcher)


def test_parts_are_withdrawn_with_the_whole(people, helper):
    other = unit_handler()
    whole, (first, second) = split(people, helper[0], other[0])
    handle_case(case_id=first.pk, outcome="清了", by=helper[1])
    withdraw_case(case_id=whole.pk, reason="不需要了", by=people.resident)
    states = Case.objects.filter(parent=whole).values_list("state", flat=True)
    assert set(states) == {State.WITHDRAWN}
    assert told(first)[-2:] == ["returned", "withdrawn"]
    assert told(second)[-1] == "withdrawn"


def test_a_withdrawal_taken_back_brings_the_parts_back(people, helper):
    whole, (first, second) = split(people, helper[0], unit_handler()[0])
    handle_case(case_id=first.pk, outcome="清了", by=helper[1])
    before = list(Case.objects.order_by("pk").values())
    for moved_on in (False, True):
        taken = take_undoably(
            case_id=whole.pk, step=Step.WITHDRAW, data={"reason": "x"}, by=people.dispatcher
        )
        since = taken.case.changed_at
        undone = {"step": Step.WITHDRAW, "before": taken.before, "since": since}
        if moved_on:
            Case.objects.filter(pk=second.pk).update(changed_at=timezone.now())
            with pytest.raises(MovedOn):
                undo_step(case_id=whole.pk, by=people.dispatcher, **undone)
        else:
            undo_step(case_id=whole.pk, by=people.dispatcher, **undone)
            after = list(Case.objects.order_by("pk").values())
            assert [{**row, "changed_at": 0} for row in after] == [
                {**row, "changed_at": 0} for row in before
            ]
            assert told(second)[-2:] == ["withdrawn", "step_undone"]


def test_a_split_that_does_not_fit_is_refused_whole(people, helper):
    unit, _who = helper
    whole = a_case(place=people.ground.grid)
    task = "清运"
    for parts in (
        [],
        [Part(unit_id=unit.pk, task=" ")],
        [Part(unit_id=10**9, task=task)],
        [Part(unit_id=people.unit.pk, task=task)],
        [Part(unit_id=unit.pk, task=task)] * 2,
        [Part(unit_id=a_unit().pk, task=task) for _ in range(10)],
    ):
        with pytest.raises(Incomplete):
            split_case(
                case_id=whole.pk, lead_unit_id=people.unit.pk, parts=parts, by=people.dispatcher
            )
    with pytest.raises(Incomplete):
        split_case(case_id=whole.pk, parts=[Part(unit_id=unit.pk, task=task)], by=people.dispatcher)
    assert (Case.objects.count(), told(whole)) == (1, ["received"])


@pytest.mark.parametrize(
    "parts", ["x", [1], [{"unit_id": 1}], [{"unit_id": "1", "task": "x"}], [{"task": 1}]]
)
def test_parts_of_the_wrong_shape_are_named(people, parts):
    whole = a_case(place=people.ground.grid)
    with pytest.raises(Incomplete) as refusal:
        take_step(case_id=whole.pk, step="split", data={"parts": parts}, by=people.dispatcher)
    assert list(refusal.value.problems) == ["parts"]


def test_more_parts_may_follow_but_ten_units_are_the_most(people, helper):
    whole, _parts = split(people, *(a_unit() for _ in range(8)))
    more = [Part(unit_id=helper[0].pk, task="清运")]
    split_case(case_id=whole.pk, parts=more, by=people.dispatcher)
    with pytest.raises(Incomplete):
        split_case(
            case_id=whole.pk, parts=[Part(unit_id=a_unit().pk, task="x")], by=people.dispatcher
        )
    assert len(parts_of(whole)) == 9


def test_who_may_not_splits_nothing(people, helper):
    whole = a_case(place=people.ground.grid)
    for who, refusal in ((people.leader, NotAllowed), (people.other_dispatcher, NotFound)):
        with pytest.raises(refusal):
            split_case(case_id=whole.pk, parts=[], by=who)


def test_a_part_may_wait_for_an_owner_and_still_counts(people, helper):
    whole, (part,) = split(people, helper[0])
    pass_up_case(case_id=part.pk, reason="不归我们", by=people.dispatcher)
    with pytest.raises(PartsOpen):
        handle_case(case_id=whole.pk, outcome="好", by=people.unit_handler)


def test_a_case_with_parts_may_take_in_others(people, helper):
    whole, _parts = split(people, helper[0])
    other = a_case(place=people.ground.grid)
    merge_case(case_id=other.pk, into_id=whole.pk, by=people.dispatcher)
    other.refresh_from_db()
    assert other.leading == whole


def test_putting_the_whole_right_and_reopening_a_part_at_once_leave_one_truth(live_people):
    unit, handler = unit_handler()
    whole, (part,) = split(live_people, unit)
    handle_case(case_id=part.pk, outcome="清了", by=handler)
    verify_case(case_id=part.pk, by=live_people.verifier)
    refusals = race([
        lambda: handle_case(case_id=whole.pk, outcome="好", by=live_people.unit_handler),
        lambda: reopen_case(case_id=part.pk, reason="没清完", by=live_people.dispatcher),
    ])  # fmt: skip
    assert refusals.count(None) == 1
    whole.refresh_from_db()
    part.refresh_from_db()
    assert (whole.state == State.HANDLED) != part.is_open
