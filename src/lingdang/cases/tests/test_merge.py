import pytest

from lingdang.cases.enums import State
from lingdang.cases.errors import AlreadyAnswered, CannotLead, CannotMerge, OthersWaitToo
from lingdang.cases.models import Case
from lingdang.cases.public import (
    Part,
    Report,
    answer_case,
    case_for_follow,
    follower,
    kin_subjects,
    may_lead,
    may_read,
    merge_case,
    merge_cases,
    public_cases,
    reopen_case,
    report_case,
    reporter_steps,
    split_case,
    take_step,
    tally,
    timeline,
    unmerge_case,
    withdraw_case,
)
from lingdang.cases.testing import a_case, race, told
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.people.testing import a_unit

HERE = {"lng": 113.305, "lat": 33.765}


def test_several_reports_go_on_in_one_case(people):
    leading, first, second = (a_case(place=people.ground.grid) for _ in range(3))
    merged = merge_cases(case_ids=[first.pk, second.pk], into_id=leading.pk, by=people.dispatcher)
    assert [case.state for case in merged] == [State.MERGED] * 2
    assert {case.leading for case in merged} == {leading}
    assert all(case.closed_at and case.due_at is None for case in merged)
    assert told(leading) == ["received", "took_in", "took_in"]
    assert told(first) == ["received", "merged"]
    assert timeline(first)[-1].note == leading.number


def test_what_was_taken_in_comes_along_so_that_no_chain_grows(people):
    first, second, third = (a_case(place=people.ground.grid) for _ in range(3))
    merge_case(case_id=first.pk, into_id=second.pk, by=people.dispatcher)
    merge_case(case_id=second.pk, into_id=third.pk, by=people.dispatcher)
    first.refresh_from_db()
    assert first.leading == third
    assert told(first) == ["received", "merged", "merged"]


def test_who_may_not_or_does_not_see_both_merges_nothing(people):
    ours, theirs = a_case(place=people.ground.grid), a_case(place=people.ground.other_grid)
    other = a_case(place=people.ground.grid)
    facts = Fact.objects.count()
    for who, case_id, into_id, refusal in (
        (people.leader, ours.pk, other.pk, NotAllowed),
        (people.dispatcher, ours.pk, theirs.pk, NotFound),
        (people.dispatcher, theirs.pk, ours.pk, NotFound),
        (people.dispatcher, ours.pk, 10**9, NotFound),
        (people.dispatcher, ours.pk, ours.pk, Incomplete),
    ):
        with pytest.raises(refusal):
            merge_case(case_id=case_id, into_id=into_id, by=who)
    assert Fact.objects.count() == facts


@pytest.mark.parametrize("state", [State.CLOSED, State.REFUSED, State.WITHDRAWN])
def test_what_has_ended_does_not_lead(people, state):
    ended = a_case(state, place=people.ground.grid)
    with pytest.raises(CannotLead):
        merge_case(
            case_id=a_case(place=people.ground.grid).pk, into_id=ended.pk, by=people.dispatcher
        )


def test_what_was_put_right_or_has_parts_is_not_merged(people):
    leading, whole = a_case(place=people.ground.grid), a_case(place=people.ground.grid)
    done = a_case(State.HANDLED, place=people.ground.grid, unit=people.unit)
    with pytest.raises(StepNotPossible):
        merge_case(case_id=done.pk, into_id=leading.pk, by=people.dispatcher)
    parts = [Part(unit_id=a_unit().pk, task="清运")]
    split_case(case_id=whole.pk, lead_unit_id=people.unit.pk, parts=parts, by=people.dispatcher)
    with pytest.raises(CannotMerge):
        merge_case(case_id=whole.pk, into_id=leading.pk, by=people.dispatcher)


def test_it_is_taken_out_again_while_the_other_is_open(people):
    case, leading = (a_case(State.DISPATCHED, place=people.ground.grid) for _ in range(2))
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    case = unmerge_case(case_id=case.pk, by=people.dispatcher)
    assert (case.state, case.merged_into_id, case.unit_id) == (State.FILED, None, None)
    assert case.due_at
    assert told(case)[-1] == "unmerged"
    assert told(leading)[-1] == "let_go"
    with pytest.raises(StepNotPossible):
        unmerge_case(case_id=case.pk, by=people.dispatcher)


def test_it_stays_where_it_was_settled(people):
    _leading, case = closed_with_one_taken_in(people)
    with pytest.raises(CannotLead):
        unmerge_case(case_id=case.pk, by=people.dispatcher)


def closed_with_one_taken_in(people):
    leading = a_case(
        State.VERIFIED, place=people.ground.grid, reporter_id=people.resident.person_id
    )
    case = a_case(place=people.ground.grid, reporter_id=people.other_resident.person_id)
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    answer_case(case_id=leading.pk, settled=True, stars=5, by=people.resident)
    answer_case(case_id=case.pk, settled=True, stars=2, by=people.other_resident)
    leading.refresh_from_db()
    return leading, case


def test_it_is_closed_when_every_reporter_says_that_it_is_settled(people):
    leading, case = closed_with_one_taken_in(people)
    assert (leading.state, leading.settled, leading.rating) == (State.CLOSED, True, 4)
    assert told(leading)[-3:] == ["called_back", "answered", "closed"]
    with pytest.raises(AlreadyAnswered):
        answer_case(case_id=case.pk, settled=True, by=people.other_resident)


def test_one_who_says_that_it_is_not_settled_takes_it_up_again_for_all(people):
    leading = a_case(State.VERIFIED, place=people.ground.grid, unit=people.unit)
    token = report_case(report=Report(description="又堆了", **HERE), by=ANYONE).follow_token
    case = case_for_follow(token)
    mine = follower(case)
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    case.refresh_from_db()
    assert {step.value for step in reporter_steps(mine, case)} == {"call_back"}
    again = answer_case(case_id=case.pk, settled=False, comment="还在", by=mine)
    assert (again, again.state, again.reopened) == (leading, State.DISPATCHED, 1)
    assert told(leading)[-2:] == ["called_back", "reopened"]


def test_the_second_answer_may_undo_the_first(people):
    leading = a_case(
        State.VERIFIED, place=people.ground.grid, reporter_id=people.resident.person_id
    )
    case = a_case(place=people.ground.grid, reporter_id=people.other_resident.person_id)
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    answer_case(case_id=leading.pk, settled=True, by=people.resident)
    with pytest.raises(AlreadyAnswered):
        answer_case(case_id=leading.pk, settled=False, by=people.resident)
    again = answer_case(case_id=case.pk, settled=False, by=people.other_resident)
    assert (again.state, again.settled) == (State.DISPATCHED, None)
    assert reporter_steps(people.resident, leading) == set()


def test_a_reporter_reopens_by_their_own_report_and_nobody_elses(people):
    leading, case = closed_with_one_taken_in(people)
    with pytest.raises(NotFound):
        reopen_case(case_id=case.pk, reason="没好", by=people.resident)
    again = reopen_case(case_id=case.pk, reason="没好", by=people.other_resident)
    assert (again, again.state) == (leading, State.DISPATCHED)


def test_a_reporter_does_not_withdraw_for_others(people):
    leading = a_case(place=people.ground.grid, reporter_id=people.resident.person_id)
    case = a_case(place=people.ground.grid, reporter_id=people.other_resident.person_id)
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    with pytest.raises(OthersWaitToo):
        withdraw_case(case_id=leading.pk, reason="好了", by=people.resident)
    with pytest.raises(StepNotPossible):
        withdraw_case(case_id=case.pk, reason="好了", by=people.other_resident)
    assert withdraw_case(case_id=leading.pk, reason="误报", by=people.dispatcher)


def test_photographs_are_read_from_the_case_that_leads(people):
    leading, case = a_case(place=people.ground.grid), a_case(place=people.ground.next_grid)
    assert not may_read(people.grid_worker, case.pk)
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    assert may_read(people.grid_worker, case.pk)
    assert kin_subjects(people.grid_worker, leading) == [leading.subject, case.subject]


def test_a_matter_counts_once_and_every_report_stays_public(people):
    leading, case = (a_case(place=people.ground.grid) for _ in range(2))
    merge_case(case_id=case.pk, into_id=leading.pk, by=people.dispatcher)
    assert tally("").received == 1
    assert {row.leading.number for row in public_cases()} == {leading.number}
    assert public_cases().count() == 2


def test_candidates_lie_near_and_are_open(people, django_assert_num_queries):
    def at(metres, **more):
        lat = HERE["lat"] + metres / 111_320
        return a_case(
            **more, place=people.ground.grid, lng=HERE["lng"], lat=lat,
            raw_lng=HERE["lng"], raw_lat=lat, raw_system="wgs84",
        )  # fmt: skip

    case, near, _far = at(0), at(200), at(400)
    at(10, state=State.CLOSED)
    with django_assert_num_queries(1):
        assert list(may_lead(people.dispatcher, case)) == [near]
    assert not may_lead(people.other_dispatcher, case)
    assert not may_lead(people.dispatcher, a_case(place=people.ground.grid))


def test_two_who_merge_crosswise_at_once_leave_one_that_leads(live_people):
    one, two = (a_case(place=live_people.ground.grid) for _ in range(2))

    def into(case_id, other_id):
        return lambda: merge_case(case_id=case_id, into_id=other_id, by=live_people.dispatcher)

    refusals = race([into(one.pk, two.pk), into(two.pk, one.pk)] * 2)
    assert refusals.count(None) == 1
    states = sorted(Case.objects.values_list("state", flat=True))
    assert states == [State.MERGED, State.RECEIVED]


def test_a_ring_of_three_at_once_leaves_no_chain(live_people):
    cases = [a_case(place=live_people.ground.grid) for _ in range(3)]
    ring = [(cases[n].pk, cases[(n + 1) % 3].pk) for n in range(3)]
    refusals = race([
        lambda pair=pair: merge_case(case_id=pair[0], into_id=pair[1], by=live_people.dispatcher)
        for pair in ring
    ])  # fmt: skip
    merged = Case.objects.filter(state=State.MERGED)
    assert {case.merged_into.state for case in merged} == {State.RECEIVED}
    assert merged.count() == refusals.count(None)


def test_the_last_two_answers_at_once_close_it_once(live_people):
    reporters = [live_people.resident, live_people.other_resident]
    leading = a_case(
        State.VERIFIED, place=live_people.ground.grid, reporter_id=reporters[0].person_id
    )
    case = a_case(place=live_people.ground.grid, reporter_id=reporters[1].person_id)
    merge_case(case_id=case.pk, into_id=leading.pk, by=live_people.dispatcher)
    refusals = race([
        lambda: answer_case(case_id=leading.pk, settled=True, by=reporters[0]),
        lambda: answer_case(case_id=case.pk, settled=True, by=reporters[1]),
    ])  # fmt: skip
    assert refusals == [None, None]
    assert told(leading)[-3:] == ["called_back", "answered", "closed"]


def test_the_step_is_taken_by_its_name_too(people):
    case, leading = (a_case(place=people.ground.grid) for _ in range(2))
    take_step(case_id=case.pk, step="merge", data={"into_id": leading.pk}, by=people.dispatcher)
    case = take_step(case_id=case.pk, step="unmerge", data={}, by=people.dispatcher)
    assert case.state == State.FILED
