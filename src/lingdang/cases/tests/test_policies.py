import pytest

from lingdang.cases import policies
from lingdang.cases.enums import Source, State, Step
from lingdang.cases.errors import NotByTheHandler
from lingdang.cases.following import follower_of
from lingdang.cases.models import Case
from lingdang.cases.public import cases_for, steps_for
from lingdang.cases.testing import a_case
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed, NotFound

# Who may take which step of a case in the grid, handed to a unit, reported by the resident.
MAY = {
    Step.FILE: {"community", "dispatcher"},
    Step.REFUSE: {"community", "dispatcher"},
    Step.DISPATCH: {"community", "dispatcher"},
    Step.KEEP: {"grid_worker", "community", "dispatcher"},
    Step.PASS_UP: {"grid_worker", "community", "dispatcher"},
    Step.RECALL: set(),
    Step.RELEASE: set(),
    Step.HANDLE: {"unit_handler"},
    Step.RETURN: {"community", "dispatcher", "verifier", "supervisor"},
    Step.VERIFY: {"verifier"},
    Step.CALL_BACK: {"community", "dispatcher", "verifier", "resident"},
    Step.CLOSE: {"community", "dispatcher", "verifier"},
    Step.CONCLUDE: set(),  # nothing that was handled here
    Step.REOPEN: {"community", "dispatcher", "verifier", "supervisor", "resident"},
    Step.WITHDRAW: {"community", "dispatcher", "resident"},
    Step.MERGE: {"community", "dispatcher"},
    Step.UNMERGE: {"community", "dispatcher"},
    Step.SPLIT: {"community", "dispatcher"},
    Step.FINISH: set(),
}
STAFF = (
    *("grid_worker", "neighbour", "community", "dispatcher", "unit_handler", "verifier"),
    *("supervisor", "leader", "discipline_officer", "other_dispatcher", "system_admin"),
)
ROLES = (*STAFF, "resident", "other_resident", "stranger")
SEE = {
    *("grid_worker", "community", "dispatcher", "unit_handler", "verifier", "supervisor"),
    *("leader", "discipline_officer", "resident"),
}
STATE = {
    Step.FILE: State.RECEIVED,
    Step.REFUSE: State.RECEIVED,
    Step.HANDLE: State.DISPATCHED,
    Step.PASS_UP: State.DISPATCHED,
    Step.RELEASE: State.DISPATCHED,
    Step.WITHDRAW: State.DISPATCHED,
    Step.RETURN: State.HANDLED,
    Step.VERIFY: State.HANDLED,
    Step.CALL_BACK: State.VERIFIED,
    Step.CLOSE: State.CALLED_BACK,
    Step.REOPEN: State.CLOSED,
}


@pytest.fixture
def case(people):
    """Dispatched: the unit has it in hand."""
    return a_case(
        State.DISPATCHED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
    )


@pytest.mark.parametrize("step", Step)
def test_each_step_is_for_these_roles_and_no_other(people, case, step):
    allowed = {role for role in ROLES if policies.may_take(people[role], step, case)}
    assert allowed == MAY[step]


@pytest.mark.parametrize("step", Step)
def test_a_refusal_does_not_tell_strangers_that_the_case_exists(people, case, step):
    for role in ROLES:
        if role in MAY[step]:
            policies.require_take(people[role], step, case)
        elif role in SEE and step not in {Step.RELEASE, Step.FINISH}:
            with pytest.raises(NotAllowed):
                policies.require_take(people[role], step, case)
        elif role not in SEE:
            with pytest.raises(NotFound):
                policies.require_take(people[role], step, case)


def test_these_may_see_it(people, case):
    assert {role for role in ROLES if policies.may_see(people[role], case)} == SEE


def test_buttons_are_the_steps_one_may_take_now(people, case):
    assert steps_for(people.unit_handler, case) == [Step.HANDLE]
    assert steps_for(people.resident, case) == [Step.WITHDRAW]
    assert steps_for(people.leader, case) == []
    assert steps_for(people.stranger, case) == []


def test_the_rule_in_python_and_the_rule_in_sql_agree(people):
    ground = people.ground
    for place in (ground.grid, ground.next_grid, ground.village, ground.other_grid, None):
        a_case(place=place, reporter_id=people.resident.person_id)
        a_case(State.DISPATCHED, place=place, unit=people.unit)
        a_case(State.DISPATCHED, place=place, handler=people.neighbour)
        a_case(State.CLOSED, place=place, reporter_id=people.other_resident.person_id)
    cases = list(Case.objects.all())
    actors = [people[role] for role in ROLES]
    actors += [ANYONE, Actor.process("all", policies.SEE), follower_of(cases[0].pk)]

    for actor in actors:
        listed = set(cases_for(actor).values_list("pk", flat=True))
        assert listed == {case.pk for case in cases if policies.may_see(actor, case)}, actor.name


def test_four_eyes_whoever_put_it_right_does_not_judge_it(people):
    verifier = people.verifier
    own = a_case(State.HANDLED, place=people.ground.grid, unit=people.unit, handled_by=verifier)

    for step in (Step.VERIFY, Step.CALL_BACK):
        assert not policies.may_take(verifier, step, own)
        with pytest.raises(NotByTheHandler):
            policies.require_take(verifier, step, own)


def test_a_reporter_who_put_it_right_does_not_rate_it(people):
    worker = people.grid_worker
    case = a_case(
        State.VERIFIED, place=people.ground.grid, handler=worker, reporter_id=worker.person_id
    )
    assert not policies.may_call_back(worker, case)
    assert not policies.may_answer(worker, case)


def test_two_processes_are_the_same_nobody(people):
    case = a_case(State.HANDLED, place=people.ground.grid, unit=people.unit)
    assert not policies.may_verify(Actor.process("night", policies.VERIFY), case)


def test_what_a_unit_has_is_not_for_the_grid_and_the_other_way_round(people):
    ground = people.ground
    kept = a_case(State.DISPATCHED, place=ground.grid, handler=people.grid_worker)
    raised = a_case(State.DISPATCHED, place=ground.village, handler=people.community)

    assert policies.may_handle(people.grid_worker, kept)
    assert not policies.may_handle(people.unit_handler, kept)
    assert policies.may_handle(people.community, raised)  # kept by the community itself
    assert not policies.may_handle(people.dispatcher, raised)


def test_a_follower_acts_for_one_case_only(people, case):
    other = a_case(place=people.ground.grid)
    follower = follower_of(case.pk)
    assert policies.may_withdraw(follower, case)
    assert not policies.may_see(follower, other)


# Who may enter what came in on which way.
ENTERS = {"grid_worker", "neighbour", "community", "dispatcher", "verifier", "supervisor"}
ENTERS |= {"other_dispatcher"}
CENTRE = {"community", "dispatcher", "supervisor", "verifier", "other_dispatcher"}
ENTERED = {
    Source.BELL: set(ROLES),
    Source.RESIDENT: set(ROLES),
    **dict.fromkeys((Source.GRID_WORKER, Source.VISIT, Source.DESK, Source.HOTLINE), ENTERS),
    **dict.fromkeys(
        (Source.INSPECTOR, Source.LEADER_NOTE, Source.MEDIA, Source.TV, Source.WECHAT), CENTRE
    ),
    Source.OPEN311: set(ROLES) - {"stranger"},
    Source.API: set(ROLES) - {"stranger"},
    Source.IMPORT: set(),
}


@pytest.mark.parametrize("source", Source)
def test_each_source_is_entered_by_these_roles_and_no_other(people, source):
    assert {who for who in ROLES if policies.may_report(people[who], source)} == ENTERED[source]


def test_a_desk_offers_the_sources_that_it_may_enter(people):
    assert Source.INSPECTOR not in policies.sources_for(people.grid_worker)
    assert policies.sources_for(people.dispatcher)[0] == Source.HOTLINE
    assert policies.sources_for(people.leader) == []
