from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from lingdang.approvals.enums import Kind, State, Step
from lingdang.approvals.errors import AlreadyApplied, AppealedBefore, NothingToAppeal, NotOnesOwn
from lingdang.approvals.models import Application
from lingdang.approvals.public import apply_in_case, take_step
from lingdang.approvals.testing import an_application
from lingdang.cases.public import Case, SuspensionKind, handle_case, suspend_case, timeline
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case
from lingdang.journal.public import deliver_due, facts_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.people.testing import actor


def take(application, step, by, words=""):
    return take_step(application_id=application.pk, step=step, by=by, words=words)


def again(case):
    return Case.objects.get(pk=case.pk)


def told(case):
    names = [fact.name.split(".")[1] for fact in facts_of(case.subject)]
    return [name for name in names if name.startswith("application")]


def test_an_extension_is_agreed_to_by_the_unit_and_granted_by_the_dispatcher(office):
    application = an_application(office.case, office.asker)
    assert take(application, "agree", office.chief).state == State.AGREED
    assert again(office.case).due_at == office.case.due_at
    done = take(application, "grant", office.people.dispatcher, words="同意")
    assert (done.state, done.agreed_by_id, done.decided_by_id) == (
        State.GRANTED,
        office.chief.person_id,
        office.people.dispatcher.person_id,
    )
    case = again(office.case)
    assert case.extensions == 1
    assert case.due_at > office.case.due_at
    assert told(case) == ["application_made", "application_agreed", "application_granted"]
    assert facts_of(case.subject)[-2].person_id == office.people.dispatcher.person_id


def test_two_are_granted_and_a_refusal_does_not_count(office):
    for _ in range(2):
        application = an_application(office.case, office.asker)
        take(application, "refuse", office.chief, words="理由不足")
        application = an_application(office.case, office.asker)
        take(application, "agree", office.chief)
        take(application, "grant", office.people.dispatcher)
    with pytest.raises(DomainError) as refusal:
        an_application(office.case, office.asker)
    assert refusal.value.code == "extended_enough"
    assert Application.objects.count() == 4


def test_the_chief_goes_straight_through_where_the_district_says_so(office, settings):
    application = an_application(office.case, office.asker)
    with pytest.raises(StepNotPossible):
        take(application, "grant", office.chief)
    settings.CHIEFS_EXTEND = True
    with pytest.raises(NotAllowed):  # the unit's own word comes first all the same
        take(application, "grant", office.people.dispatcher)
    assert take(application, "grant", office.chief).state == State.GRANTED
    assert again(office.case).extensions == 1


def test_what_the_grid_keeps_is_agreed_to_in_the_place(office):
    people = office.people
    case = a_case(CaseState.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    application = an_application(case, people.grid_worker)
    take(application, "agree", people.community)
    with pytest.raises(NotOnesOwn):
        take(application, "grant", people.community)
    assert take(application, "grant", people.dispatcher).state == State.GRANTED


def test_hanging_up_stops_the_clock_from_when_it_was_asked(office):
    until = timezone.now() + timedelta(days=90)
    application = an_application(office.case, office.asker, Kind.HANG_UP, until=until)
    take(application, "grant", office.people.dispatcher)
    case = again(office.case)
    assert (case.due_at, case.suspended_since) == (None, application.asked_at)


def test_what_was_asked_in_time_is_granted_after_the_deadline(office, monkeypatch):
    application = an_application(
        office.case, office.asker, Kind.HANG_UP, until=timezone.now() + timedelta(days=90)
    )
    late = office.case.due_at + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    take(application, "grant", office.people.dispatcher)
    assert not again(office.case).overdue


def test_a_misdispatched_case_goes_back_and_is_counted(office):
    application = an_application(office.case, office.asker, Kind.MISDISPATCH)
    take(application, "grant", office.people.dispatcher)
    case = again(office.case)
    assert (case.state, case.unit_id, case.misdispatches) == (CaseState.FILED, None, 1)
    deliver_due()
    assert Application.objects.get().state == State.GRANTED


def test_or_it_stays(office):
    application = an_application(office.case, office.asker, Kind.MISDISPATCH)
    take(application, "refuse", office.people.dispatcher, words="属你单位职责")
    case = again(office.case)
    assert (case.state, case.unit_id, case.misdispatches) == (
        CaseState.DISPATCHED,
        office.people.unit.pk,
        0,
    )
    assert timeline(case, inner=True)[-1].note.endswith("属你单位职责")
    assert timeline(case)[-1].event == "case_dispatched"


@pytest.fixture
def late(office):
    """Put right a day after its deadline, and closed."""
    people = office.people
    start = timezone.now() - timedelta(days=30)
    case = a_case(
        CaseState.CLOSED,
        place=people.ground.grid,
        unit=people.unit,
        at=start,
    )
    Case.objects.filter(pk=case.pk).update(overdue=True, late_unit=people.unit)
    return again(case)


def test_an_appeal_is_decided_by_two_and_excuses(office, late):
    application = an_application(late, office.asker, Kind.APPEAL)
    take(application, "agree", office.people.dispatcher)
    with pytest.raises(NotOnesOwn):
        take(application, "grant", office.people.dispatcher)
    take(application, "grant", office.second)
    case = again(late)
    assert (case.overdue, case.excused) == (True, True)


def test_it_is_appealed_once(office, late):
    application = an_application(late, office.asker, Kind.APPEAL)
    take(application, "withdraw", office.asker)
    application = an_application(late, office.asker, Kind.APPEAL)
    take(application, "refuse", office.people.dispatcher, words="无依据")
    with pytest.raises(AppealedBefore):
        an_application(late, office.asker, Kind.APPEAL)
    assert not again(late).excused


def test_only_who_was_late_appeals_and_only_after_the_end(office, late):
    other = actor("unit_handler", unit=office.people.unit)
    assert an_application(late, other, Kind.APPEAL).unit_id == office.people.unit.pk
    with pytest.raises(NotAllowed):
        an_application(late, office.people.grid_worker, Kind.APPEAL)
    Case.objects.filter(pk=office.case.pk).update(overdue=True, late_unit=office.people.unit)
    with pytest.raises(NothingToAppeal):
        an_application(office.case, office.asker, Kind.APPEAL)


def test_a_case_that_goes_on_leaves_nothing_to_decide(office):
    application = an_application(office.case, office.asker)
    handle_case(case_id=office.case.pk, outcome="已清理", by=office.asker)
    with pytest.raises(DomainError):
        take(take(application, "agree", office.chief), "grant", office.people.dispatcher)
    deliver_due()
    deliver_due()
    application.refresh_from_db()
    assert application.state == State.LAPSED
    assert told(office.case)[-1] == "application_lapsed"


def test_one_thing_is_asked_at_a_time(office):
    an_application(office.case, office.asker)
    with pytest.raises(AlreadyApplied):
        an_application(office.case, office.asker, Kind.MISDISPATCH)


def test_a_grant_that_cannot_happen_changes_nothing(office):
    application = take(an_application(office.case, office.asker), "agree", office.chief)
    suspend_case(
        case_id=office.case.pk, kind=SuspensionKind.ASKED, reason="?", by=office.people.dispatcher
    )
    with pytest.raises(DomainError) as refusal:
        take(application, "grant", office.people.dispatcher)
    assert refusal.value.code == "stands_still"
    application.refresh_from_db()
    assert (application.state, application.decided_by_id) == (State.AGREED, None)
    assert told(office.case)[-1] == "application_agreed"


def test_refusals_change_nothing(office):
    application = an_application(office.case, office.asker)
    people = office.people
    attempts = [
        (NotAllowed, "agree", people.dispatcher),
        (NotAllowed, "agree", office.asker),
        (NotAllowed, "refuse", people.dispatcher),
        (NotAllowed, "withdraw", office.chief),
        (NotAllowed, "lapse", people.dispatcher),
        (Incomplete, "refuse", office.chief),  # without a word why
        (Incomplete, "shrug", office.chief),
        (NotFound, "agree", people.other_dispatcher),
        (NotFound, "agree", people.resident),
        (NotFound, "agree", Actor.process("nobody")),
    ]
    for refusal, step, by in attempts:
        with pytest.raises(refusal):
            take(application, step, by)
    application.refresh_from_db()
    assert (application.state, told(office.case)) == (State.APPLIED, ["application_made"])


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("extend", {"reason": " "}),
        ("extend", {"until": timezone.now() + timedelta(days=3)}),
        ("hang_up", {}),
        ("hang_up", {"until": timezone.now() + timedelta(days=400)}),
        ("hang_up", {"until": timezone.now() - timedelta(days=1)}),
        ("favour", {}),
    ],
)
def test_what_is_incomplete_is_not_asked(office, kind, fields):
    with pytest.raises(Incomplete):
        apply_in_case(
            **{"case_id": office.case.pk, "kind": kind, "reason": "x", "by": office.asker} | fields
        )
    assert not Application.objects.exists()


def test_two_dispatchers_at_once_grant_it_once(live_office):
    office = live_office
    application = an_application(office.case, office.asker, Kind.MISDISPATCH)
    outcomes = []

    def attempt(by):
        try:
            outcomes.append(take(application, Step.GRANT, by).state)
        except DomainError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [
        Thread(target=attempt, args=[by]) for by in (office.people.dispatcher, office.second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["granted", "step_not_possible"]
    assert again(office.case).misdispatches == 1


def test_two_who_ask_at_once_ask_once(live_office):
    office, outcomes = live_office, []

    def attempt():
        try:
            outcomes.append(an_application(office.case, office.asker).state)
        except DomainError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=attempt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_applied", "applied"]
