from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from lingdang.cases import tasks
from lingdang.cases.enums import State, Step, SuspensionKind
from lingdang.cases.errors import AlreadyOverdue, AlreadySuspended, NotInHand, NotSuspended
from lingdang.cases.models import Case, Suspension
from lingdang.cases.policies import HANG_UP, may_resume, may_suspend
from lingdang.cases.public import (
    answer_case,
    cases_for,
    handle_case,
    keyset_page,
    resume_case,
    suspend_case,
    suspension_of,
    take_undoably,
    timeline,
    undo_step,
    withdraw_case,
)
from lingdang.cases.queries.suspensions import open_suspension
from lingdang.cases.services import follow_posts
from lingdang.cases.testing import a_case
from lingdang.cases.tests.conftest import at
from lingdang.journal.public import facts_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.people.public import Post, end_post
from lingdang.people.testing import REGISTRAR, actor
from lingdang.standards.testing import a_category

ASKED, HUNG_UP = SuspensionKind
HANGER = Actor.process("test", HANG_UP)


@pytest.fixture
def case(people, clock):
    """In the unit's hands since nine, due in three working days."""
    return a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)


def ask(case, by, **more):
    return suspend_case(case_id=case.pk, kind="asked", reason="哪一栋?", by=by, **more)


def hang_up(case, until="2026-12-31 18:00"):
    return suspend_case(
        case_id=case.pk, kind=HUNG_UP, reason="等待征收", until=at(until), by=HANGER
    )


def test_what_was_left_is_left_when_the_clock_goes_on(people, case, clock):
    assert case.due_at == at("2026-07-04 09:00") + timedelta(days=2)
    clock("2026-07-02 10:00")
    case = ask(case, people.unit_handler)
    assert (case.due_at, case.suspended_since) == (None, at("2026-07-02 10:00"))
    clock("2026-07-06 10:00")  # two working days and a weekend later
    case = resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert (case.due_at, case.suspended_since) == (at("2026-07-08 09:00"), None)
    assert [fact.name.split(".")[1] for fact in facts_of(case.subject)][-2:] == [
        "case_suspended",
        "case_resumed",
    ]
    assert facts_of(case.subject)[-1].data["due_at"] == case.due_at.isoformat()


def test_an_urgent_clock_counts_every_hour(people, clock):
    case = a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        category=a_category(handle_amount=4, handle_unit="urgent_hours"),
    )
    clock("2026-07-01 12:00")
    ask(case, people.unit_handler)
    clock("2026-07-04 12:00")
    case = resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert case.due_at == at("2026-07-04 13:00")


def test_what_is_overdue_may_be_asked_about_and_stays_as_late(people, case, clock):
    clock("2026-07-06 11:00")  # two working hours late
    ask(case, people.unit_handler)
    clock("2026-07-07 11:00")
    case = resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert case.due_at == at("2026-07-07 09:00")


def test_it_has_no_deadline_while_it_stands_still(people, case):
    other = a_case(State.FILED, place=people.ground.grid)
    case = ask(case, people.unit_handler)
    assert not case.is_overdue(at("2027-01-01 00:00"))
    assert list(cases_for(people.dispatcher).suspended()) == [case]
    assert keyset_page(cases_for(people.dispatcher), order="due").rows == [other]
    assert "哪一栋" in timeline(case)[-1].note


def test_the_reporters_answer_lets_it_go_on(people, clock):
    case = a_case(State.FILED, place=people.ground.grid, reporter_id=people.resident.person_id)
    ask(case, people.dispatcher)
    assert resume_case(case_id=case.pk, kind="asked", by=people.resident).due_at


def test_taking_that_step_back_makes_it_stand_still_again(people, case, clock):
    case = ask(case, people.unit_handler)
    taken = take_undoably(
        case_id=case.pk, step="withdraw", data={"reason": "x"}, by=people.dispatcher
    )
    since = taken.case.changed_at
    undo_step(
        case_id=case.pk, step=Step.WITHDRAW, before=taken.before, since=since, by=people.dispatcher
    )
    case = resume_case(case_id=case.pk, kind="asked", by=people.unit_handler)
    assert case.due_at == at("2026-07-04 09:00") + timedelta(days=2)


def test_a_step_ends_it_and_sets_the_clock_anew(people, case, clock):
    ask(case, people.unit_handler)
    clock("2026-07-02 09:00")
    case = handle_case(case_id=case.pk, outcome="已清理", by=people.unit_handler)
    assert (case.suspended_since, case.due_at) == (None, at("2026-07-03 09:00"))
    assert suspension_of(case) is None
    assert Suspension.objects.get().ended_at == at("2026-07-02 09:00")
    assert [entry.event for entry in timeline(case)][-2:] == ["case_resumed", "case_handled"]


def test_an_end_ends_it(people, case):
    ask(case, people.unit_handler)
    case = withdraw_case(case_id=case.pk, reason="重复", by=people.dispatcher)
    assert (case.suspended_since, case.due_at, case.due_from) == (None, None, None)
    assert Suspension.objects.get().ended_at is not None


def test_the_reporters_own_word_ends_it(people):
    case = a_case(State.VERIFIED, place=people.ground.grid, reporter_id=people.resident.person_id)
    ask(case, people.dispatcher)
    case = answer_case(case_id=case.pk, settled=True, by=people.resident)
    assert (case.state, case.suspended_since) == (State.CLOSED, None)


def test_a_new_owner_does_not_end_it(people, clock):
    worker = people.grid_worker
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=worker)
    ask(case, worker)
    successor = actor("grid_worker", place=people.ground.grid)
    end_post(
        post_id=Post.objects.get(person=worker.person_id).pk,
        on=at("2026-07-01 09:00").date(),
        by=REGISTRAR,
    )
    follow_posts(by=Actor.process("test"))
    case.refresh_from_db()
    assert (case.handler_id, case.due_at) == (successor.person_id, None)
    assert suspension_of(case)


def test_the_worker_lets_it_go_on_on_its_day(people, case, clock):
    hang_up(case)
    clock("2026-12-31 17:59")
    tasks.keep_clocks()
    assert Case.objects.get(pk=case.pk).suspended_since
    clock("2027-01-04 08:00")
    tasks.keep_clocks()
    tasks.keep_clocks()
    case.refresh_from_db()
    assert case.suspended_since is None
    assert case.due_at > at("2027-01-04 08:00")
    assert [entry.event for entry in timeline(case)].count("case_resumed") == 1


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (None, Incomplete),
        ("2026-07-01 09:00", Incomplete),
        ("2027-07-03 09:00", Incomplete),
    ],
)
def test_it_is_hung_up_for_a_year_at_most(case, until, refusal):
    with pytest.raises(refusal):
        suspend_case(
            case_id=case.pk, kind=HUNG_UP, reason="x", until=until and at(until), by=HANGER
        )
    assert not Suspension.objects.exists()


def test_only_what_is_handled_and_not_overdue_is_hung_up(people, case, clock):
    filed = a_case(State.FILED, place=people.ground.grid)
    with pytest.raises(NotInHand):
        hang_up(filed)
    clock("2026-07-06 11:00")
    with pytest.raises(AlreadyOverdue):
        hang_up(case)


def test_refusals_change_nothing(people, case):
    refusals = [
        (AlreadySuspended, lambda: ask(case, people.unit_handler)),
        (NotSuspended, lambda: resume_case(case_id=case.pk, kind=HUNG_UP, by=people.dispatcher)),
        (NotAllowed, lambda: resume_case(case_id=case.pk, kind=ASKED, by=people.leader)),
        (NotFound, lambda: resume_case(case_id=case.pk, kind=ASKED, by=people.other_resident)),
        (NotAllowed, lambda: ask(case, people.leader)),
        (NotFound, lambda: ask(case, people.other_dispatcher)),
        (Incomplete, lambda: resume_case(case_id=case.pk, kind="tired", by=people.dispatcher)),
    ]
    ask(case, people.unit_handler)
    before = len(facts_of(case.subject))
    for refusal, attempt in refusals:
        with pytest.raises(refusal):
            attempt()
    assert len(facts_of(case.subject)) == before
    done = a_case(State.CLOSED, place=people.ground.grid)
    with pytest.raises(NotInHand):
        ask(done, people.dispatcher)
    with pytest.raises(NotSuspended):
        open_suspension(done)


@pytest.mark.parametrize(
    ("name", "asks", "takes_down"),
    [
        ("unit_handler", True, False),
        ("dispatcher", True, True),
        ("community", True, True),
        ("verifier", True, False),
        ("grid_worker", False, False),  # a unit has it
        ("leader", False, False),
        ("supervisor", False, False),
        ("other_dispatcher", False, False),
        ("resident", False, False),
        ("stranger", False, False),
    ],
)
def test_who_may_stop_the_clock(people, case, name, asks, takes_down):
    who = people[name]
    assert may_suspend(who, case, ASKED) is asks
    assert not may_suspend(who, case, HUNG_UP)  # that is applied for
    assert may_resume(who, case, ASKED) is asks
    assert may_resume(who, case, HUNG_UP) is takes_down


def test_the_table_refuses_a_second_stop_and_a_longer_year(people, case):
    def stop(**more):
        fields = {"case": case, "kind": ASKED, "reason": "x", "due_before": case.due_at}
        return Suspension(**fields | {"from_at": case.due_at} | more)

    stop().save()
    broken = {
        "suspension_one_at_a_time": {},
        "suspension_kind_known": {"kind": "tired"},
        "suspension_has_reason": {"reason": ""},
        "suspension_runs_forward": {"until": case.due_at},
        "suspension_hung_up_a_year_at_most": {
            "kind": HUNG_UP,
            "until": case.due_at + timedelta(days=367),
        },
    }
    for name, fields in broken.items():
        done = {} if name == "suspension_one_at_a_time" else {"ended_at": case.due_at}
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            stop(**done | fields).save()


def test_two_at_once_stop_it_once(live_people):
    case = a_case(State.FILED, place=live_people.ground.grid)
    outcomes = []

    def attempt():
        try:
            ask(case, live_people.dispatcher)
            outcomes.append("done")
        except DomainError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_suspended", "done"]
    assert Suspension.objects.count() == 1


def test_two_workers_at_once_let_it_go_on_once(live_people):
    case = a_case(State.FILED, place=live_people.ground.grid)
    ask(case, live_people.dispatcher)
    Suspension.objects.update(
        until=case.received_at + timedelta(microseconds=1), from_at=case.received_at
    )

    def work():
        tasks.keep_clocks()
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.event for entry in timeline(case)].count("case_resumed") == 1
