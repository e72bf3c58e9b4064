"""One step for many cases: each on its own, once, and back again."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.cases.public import Case, State, Step, take_step, timeline
from lingdang.cases.testing import a_case, cast
from lingdang.journal.public import Fact
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.standards.testing import a_category
from lingdang.worklists.models import Run, RunRow
from lingdang.worklists.public import (
    Outcome,
    begin_run,
    carry_on,
    previewed,
    rows_of,
    run_for,
    undo_run,
)

DECLINED = {"reason": "不归本区管"}


@pytest.fixture
def cases(people):
    return [a_case(place=people.ground.grid) for _number in range(3)]


def begin(cases, step, data, by, key=None):
    ids = [case.pk for case in cases]
    return begin_run(key=key or uuid4(), case_ids=ids, step=step, data=data, by=by)


def outcomes(run):
    return [row.outcome for row in rows_of(run)]


def states(cases):
    return [Case.objects.get(pk=case.pk).state for case in cases]


def test_the_preview_says_where_the_step_is_open(people, cases):
    take_step(case_id=cases[1].pk, step=Step.REFUSE, data=DECLINED, by=people.dispatcher)
    hidden = a_case(place=people.ground.other_grid)
    ids = [case.pk for case in [*cases, hidden]] + [cases[0].pk, 999_999]
    found = previewed(people.dispatcher, ids, Step.REFUSE)
    assert [(item.case.pk, item.possible) for item in found] == [
        (cases[0].pk, True),
        (cases[1].pk, False),
        (cases[2].pk, True),
    ]


def test_each_case_has_its_own_outcome(people, cases):
    take_step(case_id=cases[1].pk, step=Step.REFUSE, data=DECLINED, by=people.dispatcher)
    run = begin(cases, Step.REFUSE, DECLINED, people.dispatcher)
    assert outcomes(run) == [Outcome.DONE, Outcome.REFUSED, Outcome.DONE]
    assert rows_of(run)[1].sentence
    assert states(cases) == [State.REFUSED] * 3


def test_pressing_twice_is_one_run(people, cases):
    key = uuid4()
    first = begin(cases, Step.REFUSE, DECLINED, people.dispatcher, key)
    again = begin(cases, Step.REFUSE, DECLINED, people.dispatcher, key)
    assert first == again
    assert Fact.objects.filter(name="cases.case_refused.v1").count() == 3
    with pytest.raises(NotFound):
        begin(cases, Step.REFUSE, DECLINED, people.verifier, key)


def test_what_was_cut_off_goes_on(people, cases):
    run = Run.objects.create(by_id=people.dispatcher.person_id, step=Step.REFUSE, data=DECLINED)
    RunRow.objects.bulk_create(RunRow(run=run, case_id=case.pk) for case in cases)
    carry_on(run_id=run.pk, by=people.dispatcher)
    assert outcomes(run) == [Outcome.DONE] * 3


@pytest.mark.parametrize(
    ("step", "data"),
    [
        (Step.REFUSE, DECLINED),
        (Step.WITHDRAW, DECLINED),
        (Step.PASS_UP, DECLINED),
        (Step.KEEP, {}),
        (Step.FILE, {"category_code": "06010"}),
    ],
)
def test_an_undone_step_leaves_the_case_as_it_was(people, cases, step, data):
    a_category("06010")
    before = Case.objects.filter(pk=cases[0].pk).values().get()
    run = begin(cases, step, data, people.dispatcher)
    assert outcomes(run) == [Outcome.DONE] * 3
    undo_run(run_id=run.pk, by=people.dispatcher)
    after = Case.objects.filter(pk=cases[0].pk).values().get()
    assert {**before, "changed_at": None} == {**after, "changed_at": None}
    assert outcomes(run) == [Outcome.UNDONE] * 3
    case = Case.objects.get(pk=cases[0].pk)
    assert timeline(case)[-1].event == "case_step_undone"


def test_many_are_merged_into_one_and_that_is_not_taken_back(people, cases):
    leading, hidden = cases[0], a_case(place=people.ground.other_grid)
    run = begin([*cases, hidden], Step.MERGE, {"into_id": leading.pk}, people.dispatcher)
    assert outcomes(run) == [Outcome.REFUSED, Outcome.DONE, Outcome.DONE]
    assert states(cases) == [State.RECEIVED, State.MERGED, State.MERGED]
    assert {*Case.objects.filter(merged_into=leading)} == {*cases[1:]}
    undo_run(run_id=run.pk, by=people.dispatcher)
    assert outcomes(run) == [Outcome.REFUSED, Outcome.DONE, Outcome.DONE]
    assert all(row.sentence for row in rows_of(run))


def test_one_alone_can_be_taken_back_once(people, cases):
    run = begin(cases, Step.REFUSE, DECLINED, people.dispatcher)
    for _press in range(2):
        undo_run(run_id=run.pk, case_id=cases[1].pk, by=people.dispatcher)
    assert outcomes(run) == [Outcome.DONE, Outcome.UNDONE, Outcome.DONE]
    assert Fact.objects.filter(name="cases.case_step_undone.v1").count() == 1


def test_what_has_moved_on_stays(people, cases):
    run = begin(cases, Step.KEEP, {}, people.dispatcher)
    take_step(
        case_id=cases[0].pk, step=Step.HANDLE, data={"outcome": "已清理"}, by=people.grid_worker
    )
    undo_run(run_id=run.pk, by=people.dispatcher)
    assert outcomes(run) == [Outcome.DONE, Outcome.UNDONE, Outcome.UNDONE]
    assert rows_of(run)[0].sentence
    assert states(cases) == [State.HANDLED, State.RECEIVED, State.RECEIVED]


def test_after_a_while_it_stays(people, cases):
    run = begin(cases, Step.REFUSE, DECLINED, people.dispatcher)
    long_ago = timezone.now() - timedelta(hours=1)
    RunRow.objects.update(changed_at=long_ago)
    Case.objects.update(changed_at=long_ago)
    undo_run(run_id=run.pk, by=people.dispatcher)
    assert outcomes(run) == [Outcome.DONE] * 3


def test_nobody_elses_runs_are_there(people, cases):
    run = begin(cases, Step.REFUSE, DECLINED, people.dispatcher)
    for work in (undo_run, carry_on):
        with pytest.raises(NotFound):
            work(run_id=run.pk, by=people.verifier)
    with pytest.raises(NotFound):
        run_for(people.verifier, run.pk)
    with pytest.raises(NotFound):
        run_for(people.dispatcher, 999_999)


def test_who_and_what(people, cases):
    with pytest.raises(NotAllowed):
        begin(cases, Step.REFUSE, DECLINED, people.stranger)
    with pytest.raises(Incomplete):
        begin([], Step.REFUSE, DECLINED, people.dispatcher)
    with pytest.raises(Incomplete):
        begin(cases, "fly", {}, people.dispatcher)
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        ("run_has_step", Run, {"step": ""}),
        ("run_row_outcome_known", RunRow, {"outcome": "lost"}),
        ("run_row_done_can_be_undone", RunRow, {"before": None}),
        ("run_row_refused_says_why", RunRow, {"outcome": "refused"}),
    ],
)
def test_rows_are_whole(people, cases, name, model, fields):
    begin(cases[:1], Step.REFUSE, DECLINED, people.dispatcher)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**fields)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_take_each_step_once():
    people = cast()
    cases = [a_case(place=people.ground.grid) for _number in range(4)]
    run = Run.objects.create(by_id=people.dispatcher.person_id, step=Step.REFUSE, data=DECLINED)
    RunRow.objects.bulk_create(RunRow(run=run, case_id=case.pk) for case in cases)
    start = Barrier(2)

    def go_on():
        start.wait()
        carry_on(run_id=run.pk, by=people.dispatcher)
        connection.close()

    tabs = [Thread(target=go_on) for _tab in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert outcomes(run) == [Outcome.DONE] * 4
    assert Fact.objects.filter(name="cases.case_refused.v1", at__lte=timezone.now()).count() == 4
