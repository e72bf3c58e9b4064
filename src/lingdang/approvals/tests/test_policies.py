"""Who may ask and who may answer: one table per question."""

import pytest

from lingdang.approvals.enums import Kind, State
from lingdang.approvals.models import Application
from lingdang.approvals.policies import MAY, may_apply, may_take
from lingdang.approvals.public import applicable, applications_for, steps_for, waiting_for
from lingdang.approvals.testing import an_application
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case
from lingdang.kernel.actor import Actor
from lingdang.standards.testing import a_procedure

EVERYBODY = (
    *("unit_handler", "dispatcher", "community", "grid_worker", "verifier", "supervisor"),
    *("leader", "discipline_officer", "other_dispatcher", "resident", "system_admin", "stranger"),
)
# Of the case in the unit's hands: who may ask for what.
ASKS = {"unit_handler": {Kind.EXTEND, Kind.HANG_UP, Kind.MISDISPATCH, Kind.APPEAL}}
# Who may agree (A), grant (G) and refuse (R), by kind and state.
SPEAKS = {
    (Kind.EXTEND, State.APPLIED): {"chief": "AGR"},
    (Kind.EXTEND, State.AGREED): {
        "dispatcher": "GR",
        "community": "GR",
        "second": "GR",
        "chief": "A",
    },
    (Kind.HANG_UP, State.APPLIED): {"dispatcher": "GR", "community": "GR", "second": "GR"},
    (Kind.MISDISPATCH, State.APPLIED): {"dispatcher": "GR", "community": "GR", "second": "GR"},
    (Kind.APPEAL, State.APPLIED): {"dispatcher": "AGR", "community": "AGR", "second": "AGR"},
    (Kind.APPEAL, State.AGREED): {"dispatcher": "AGR", "community": "AGR", "second": "AGR"},
}
LETTERS = {"A": "agree", "G": "grant", "R": "refuse"}


def who_of(office):
    return {name: office.people[name] for name in EVERYBODY} | {
        "chief": office.chief,
        "second": office.second,
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_who_may_ask(office, kind):
    office.case.late_unit_id = office.people.unit.pk
    asks = {name for name, who in who_of(office).items() if may_apply(who, office.case, kind)}
    assert asks == {name for name, kinds in ASKS.items() if kind in kinds}
    assert not may_apply(Actor.process("test"), office.case, kind)


@pytest.mark.parametrize(("kind", "state"), list(SPEAKS))
def test_who_may_answer(office, kind, state):
    application = Application(
        case=office.case,
        kind=kind,
        state=state,
        unit=office.people.unit,
        asked_by_id=office.asker.person_id,
    )
    for name, who in who_of(office).items():
        speaks = {LETTERS[letter] for letter in SPEAKS[kind, state].get(name, "")}
        assert {step.value for step in MAY if may_take(who, step, application)} - {
            "withdraw"
        } == speaks, name


def test_nobody_answers_what_they_asked_or_agreed_to(office):
    application = Application(
        case=office.case,
        kind=Kind.APPEAL,
        state=State.AGREED,
        asked_by_id=office.second.person_id,
        agreed_by_id=office.people.dispatcher.person_id,
    )
    for who in (
        office.second,
        office.people.dispatcher,
        Actor.process("test", "cases.dispatch_case"),
    ):
        assert not any(may_take(who, step, application) for step in list(MAY)[:3])


def test_what_waits_for_a_person_is_what_they_may_decide(office):
    """The list in SQL and the rule in Python say the same."""
    made = [an_application(office.case, office.asker)]
    for who in who_of(office).values():
        judged = [a for a in applications_for(who) if {"agree", "grant"} & set(steps_for(who, a))]
        assert list(waiting_for(who)) == judged
    Application.objects.update(
        state=State.AGREED, agreed_by=office.chief.person_id, agreed_at=made[0].asked_at
    )
    for name, who in who_of(office).items():
        judged = [a for a in applications_for(who) if {"agree", "grant"} & set(steps_for(who, a))]
        assert list(waiting_for(who)) == judged, name
    assert list(waiting_for(office.second)) == made


def test_who_sees_the_case_as_staff_sees_what_was_asked(office):
    an_application(office.case, office.asker)
    office.case.reporter_id = office.people.resident.person_id
    office.case.save(update_fields=["reporter"])
    sees = {name for name, who in who_of(office).items() if applications_for(who).exists()}
    assert sees == {
        *("unit_handler", "dispatcher", "community", "grid_worker", "verifier", "supervisor"),
        *("leader", "discipline_officer", "chief", "second"),
    }


def test_what_may_be_asked_is_offered(office):
    assert applicable(office.asker, office.case) == [Kind.EXTEND, Kind.HANG_UP, Kind.MISDISPATCH]
    assert applicable(office.people.dispatcher, office.case) == []


def test_in_a_restricted_case_nobody_applies(office):
    procedure = a_procedure("clue", restricted=True, roles=["unit_handler"])
    case = a_case(
        CaseState.DISPATCHED,
        place=office.people.ground.grid,
        unit=office.people.unit,
        procedure=procedure,
    )
    assert not any(may_apply(office.asker, case, kind) for kind in Kind)
