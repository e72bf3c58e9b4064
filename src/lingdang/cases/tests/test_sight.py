"""What a procedure restricts is known to the roles it names, and to nobody and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases import policies
from lingdang.cases.enums import State, Step
from lingdang.cases.errors import NotWhole, StepClosed
from lingdang.cases.following import follower_of
from lingdang.cases.imports import Stretch, import_cases
from lingdang.cases.models import Case
from lingdang.cases.public import (
    Report,
    answer_case,
    case_by_number,
    case_for,
    case_for_follow,
    cases_for,
    check,
    describe_case,
    dispatch_case,
    export_cases,
    file_case,
    handle_case,
    keep_case,
    keyset_page,
    note_look,
    public_cases,
    report_case,
    reported_by,
    return_case,
    search,
    steps_for,
    take_step,
    tally,
    timeline,
    unmask_contact,
    unmet,
    verify_case,
    without_owner,
)
from lingdang.cases.services import follow_posts
from lingdang.cases.testing import a_case
from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import Post, actor_for, end_post
from lingdang.people.testing import REGISTRAR
from lingdang.standards.testing import a_category, a_procedure

ROLES = (
    *("grid_worker", "neighbour", "community", "dispatcher", "unit_handler", "verifier"),
    *("supervisor", "leader", "discipline_officer", "other_officer", "mediator"),
    *("other_dispatcher", "system_admin", "resident", "other_resident", "stranger"),
)
OFFICE = {"discipline_officer", "other_officer"}
EVERYTHING = Actor.process("reads everything", policies.SEE, policies.FILE, policies.HANDLE)


@pytest.fixture
def clue(people):
    return a_procedure("clue", restricted=True, roles=["discipline_officer"], tells_reporter=False)


@pytest.fixture
def mediation(people):
    return a_procedure("mediation", restricted=True, roles=["mediator", "dispatcher@village"])


@pytest.fixture
def errand(people):
    return a_procedure("errand", fields=[{"name": "what", "title": "代办", "required": True}])


def hidden(people, procedure, state=State.RECEIVED, **more):
    more.setdefault("reporter_id", people.resident.person_id)
    return a_case(state, place=people.ground.grid, procedure=procedure, **more)


def seen_by(people, case):
    in_sql = {role for role in ROLES if case in cases_for(people[role])}
    in_python = {role for role in ROLES if policies.may_see(people[role], case)}
    assert in_sql == in_python
    return in_sql


def test_a_clue_is_known_to_the_discipline_office_alone(people, clue):
    case = hidden(people, clue, State.DISPATCHED, unit=people.unit)
    assert seen_by(people, case) == OFFICE
    kept = hidden(people, clue, State.DISPATCHED, handler=people.grid_worker)
    assert seen_by(people, kept) == OFFICE  # not even to a handler who is none of them
    for actor in (EVERYTHING, follower_of(case.pk)):
        assert case not in cases_for(actor)
        assert not policies.may_see(actor, case)


def test_a_mediation_is_known_to_mediators_and_the_community(people, mediation):
    case = hidden(people, mediation)
    assert seen_by(people, case) == {"mediator", "community", "resident"}
    elsewhere = a_case(place=people.ground.other_grid, procedure=mediation)
    assert seen_by(people, elsewhere) == set()


def test_what_is_only_not_public_is_seen_as_usual(people, errand):
    case = hidden(people, errand)
    usual = hidden(people, None)
    assert seen_by(people, case) == seen_by(people, usual)
    assert list(public_cases()) == [usual]


def test_a_restricted_case_leaves_no_trace(people, clue):
    token = report_case(
        report=Report(
            description="干部推诿", place_id=people.ground.grid.pk, procedure_code="clue",
            contact_phone="13800001234",
        ),
        by=ANYONE,
    ).follow_token  # fmt: skip
    case = Case.objects.get()
    assert list(public_cases()) == []
    assert tally(case.path).received == 0
    assert list(reported_by(people.resident)) == []
    with pytest.raises(NotFound):
        case_for_follow(token)
    for role in (*set(ROLES) - OFFICE,):
        actor = people[role]
        assert list(search(cases_for(actor), "推诿")) == []
        assert list(search(cases_for(actor), "13800001234")) == []
        assert list(search(cases_for(actor), case.number)) == []
        assert list(without_owner(actor)) == []
        assert list(export_cases(cases_for(actor))[1]) == []
        assert keyset_page(cases_for(actor)).rows == []
        with pytest.raises(NotFound):
            case_for(actor, case.pk)
        with pytest.raises(NotFound):
            case_by_number(actor, case.number)
        with pytest.raises(NotFound):
            unmask_contact(case_id=case.pk, reason="看看", by=actor)


@pytest.mark.parametrize("step", Step)
def test_whoever_may_not_know_of_it_is_told_that_it_is_not_there(people, clue, step):
    case = hidden(people, clue, State.DISPATCHED, unit=people.unit)
    for role in set(ROLES) - OFFICE:
        with pytest.raises(NotFound):
            policies.require_take(people[role], step, case)
    by_others = {Step.RELEASE, Step.FINISH, Step.HANDLE, Step.CONCLUDE}  # or never of this case
    if step not in by_others:
        assert policies.may_take(people.discipline_officer, step, case)


def without_dispatch(procedure):
    procedure.closed_steps = ["dispatch"]
    procedure.save(update_fields=["closed_steps"])


def test_the_office_takes_a_clue_through(people, clue):
    without_dispatch(clue)
    one, other = people.discipline_officer, people.other_officer
    case = hidden(people, clue)
    file_case(case_id=case.pk, category_code=a_category().code, by=one)
    with pytest.raises(StepClosed):
        dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=one)
    with pytest.raises(Incomplete):
        keep_case(case_id=case.pk, handler_id=people.grid_worker.person_id, by=one)
    keep_case(case_id=case.pk, handler_id=other.person_id, by=one)
    handle_case(case_id=case.pk, outcome="约谈了张某", by=other)
    return_case(case_id=case.pk, reason="补充谈话笔录", by=one)
    handle_case(case_id=case.pk, outcome="约谈了张某", by=other)
    verify_case(case_id=case.pk, note="属实", by=one)
    take_step(case_id=case.pk, step="call_back", data={"settled": True, "comment": "好"}, by=one)
    case = take_step(case_id=case.pk, step="close", data={}, by=one)
    assert case.state == State.CLOSED

    told = [entry.note for entry in timeline(case)]
    assert {"约谈了张某", "补充谈话笔录", "属实"} <= {*told}
    journal = str(list(Fact.objects.filter(subject=case.subject).values_list("data", flat=True)))
    for words in ("约谈", "张某", "笔录", "属实", "好"):
        assert words not in journal


def test_each_look_at_a_restricted_case_is_a_fact(people, clue):
    case, usual = hidden(people, clue), hidden(people, None)
    for _time in range(2):
        note_look(case=case, by=people.discipline_officer)
    note_look(case=usual, by=people.discipline_officer)
    with pytest.raises(NotFound):
        note_look(case=case, by=people.leader)
    looks = Fact.objects.filter(name="cases.case_looked_at.v1")
    assert {(look.subject, look.person_id) for look in looks} == {
        (case.subject, people.discipline_officer.person_id)
    }
    assert looks.count() == 2


def test_steps_that_a_procedure_closes_are_not_offered(people, clue):
    without_dispatch(clue)
    case = hidden(people, clue, State.FILED)
    offered = steps_for(people.discipline_officer, case)
    assert Step.DISPATCH not in offered
    assert {Step.KEEP, Step.PASS_UP, Step.WITHDRAW} <= {*offered}


def test_who_leaves_hands_a_clue_to_nobody_outside(people, clue):
    case = hidden(people, clue, State.DISPATCHED, handler=people.discipline_officer)
    post = Post.objects.get(person=people.discipline_officer.person_id)
    end_post(post_id=post.pk, on=timezone.localdate(), by=REGISTRAR)
    follow_posts(by=Actor.process("test"), person_id=people.discipline_officer.person_id)
    case.refresh_from_db()
    assert (case.state, case.handler_id) == (State.FILED, None)
    assert seen_by(people, case) == {"discipline_officer", "other_officer"}


def test_a_later_post_or_none_is_what_counts(people, clue):
    case = hidden(people, clue)
    post = Post.objects.get(person=people.discipline_officer.person_id)
    tomorrow = timezone.localdate() + timedelta(days=1)
    end_post(post_id=post.pk, on=tomorrow, by=REGISTRAR)
    later = actor_for(post.person, tomorrow)
    assert case not in cases_for(later)


def test_extra_fields_are_checked_when_reported_and_whole_when_filed(people, errand):
    def report(**said):
        told = Report(
            description="办证", place_id=people.ground.grid.pk, procedure_code="errand",
            particulars=said,
        )  # fmt: skip
        return report_case(report=told, by=people.resident).case

    with pytest.raises(Incomplete):
        report(colour="red")
    case = report()
    code = a_category().code
    with pytest.raises(Incomplete):
        file_case(case_id=case.pk, category_code=code, by=people.community)
    filed = {"category_code": code, "particulars": {"what": "残疾证"}}
    case = take_step(case_id=case.pk, step="file", data=filed, by=people.community)
    assert case.particulars == {"what": "残疾证"}
    describe_case(case_id=case.pk, particulars={"what": "老年证"}, by=people.community)
    with pytest.raises(Incomplete):
        describe_case(case_id=case.pk, particulars={"what": ""}, by=people.community)
    with pytest.raises(NotFound):
        describe_case(case_id=case.pk, particulars={"what": "x"}, by=people.other_dispatcher)
    case.refresh_from_db()
    assert case.particulars == {"what": "老年证"}
    (row,) = export_cases(cases_for(people.dispatcher))[1]
    assert row[-2:] == ["专项", "代办: 老年证"]


def test_a_procedure_can_be_chosen_when_a_case_is_filed(people, errand, clue):
    case = a_case(place=people.ground.grid)
    with pytest.raises(Incomplete):
        file_case(case_id=case.pk, category_code="x", procedure_code="none", by=people.community)
    filed = file_case(
        case_id=case.pk,
        category_code=a_category().code,
        procedure_code="clue",
        by=people.community,
    )
    assert filed.procedure == clue
    assert seen_by(people, filed) == OFFICE


def test_a_procedure_out_of_use_takes_no_more_cases(people, errand):
    errand.in_use = False
    errand.save(update_fields=["in_use"])
    with pytest.raises(Incomplete):
        report_case(report=Report(description="x", procedure_code="errand", place_id=1), by=ANYONE)


def test_its_own_limits_run(people):
    swift = a_procedure("swift", limits={"file": [1, "urgent_hours"]})
    at = timezone.now()
    assert hidden(people, swift, at=at).due_at == at + timedelta(hours=1)


def test_a_checklist_holds_a_step_back_for_everybody(people):
    done = set()
    check("test_reply", "回复")(lambda case: case.pk in done)
    told = a_procedure("told", checks={"call_back": ["test_reply"], "close": ["unheard_of"]})
    case = hidden(people, told, State.VERIFIED, unit=people.unit)
    assert unmet(case, Step.CALL_BACK) == ["回复"]
    assert unmet(case, Step.CLOSE) == ["unheard_of"]
    with pytest.raises(NotWhole):
        take_step(case_id=case.pk, step="call_back", data={"settled": True}, by=people.community)
    with pytest.raises(NotWhole):
        answer_case(case_id=case.pk, settled=True, by=people.resident)
    done.add(case.pk)
    with pytest.raises(NotWhole):  # closing wants what nobody can judge
        answer_case(case_id=case.pk, settled=True, by=people.resident)
    case.refresh_from_db()
    assert case.state == State.VERIFIED


def test_a_history_is_imported_under_its_procedure(people, clue):
    row = (
        "external_key,received_at,procedure,particulars,description,lng,lat\n"
        'a,2026-05-08T09:30:00,clue,,线索,113.305,33.765\n'
        'b,2026-05-08T09:30:00,nothing,,线索,113.305,33.765\n'
        'c,2026-05-08T09:30:00,clue,"{""x"": 1}",线索,113.305,33.765\n'
        'd,2026-05-08T09:30:00,clue,[],线索,113.305,33.765\n'
    )  # fmt: skip
    rows = read_sheet(row.encode(), ())
    report = import_cases(Stretch.whole(rows), by=Actor.process("x", policies.IMPORT), partial=True)
    assert [problem.row for problem in report.problems] == [3, 4, 5]
    assert seen_by(people, Case.objects.get()) == OFFICE
