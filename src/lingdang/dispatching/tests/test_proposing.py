"""Cases that come to wait, through the worker."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lingdang.cases.public import (
    Case,
    State,
    dispatch_case,
    file_case,
    keep_case,
    pass_up_case,
    recall_case,
    refile_case,
    refuse_case,
    timeline,
)
from lingdang.cases.testing import a_case
from lingdang.dispatching.errors import NoProposal, ProposesNobody
from lingdang.dispatching.handlers import RULES
from lingdang.dispatching.models import Proposal
from lingdang.dispatching.public import Mode, confirm_proposal, explanation_of, set_mode
from lingdang.dispatching.services.proposing import propose_dispatch
from lingdang.dispatching.testing import RULER, a_rule, rules_in_force
from lingdang.journal.public import Delivery, Fact, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, NotAllowed, NotFound
from lingdang.people.public import Post, dissolve_unit, end_post
from lingdang.people.testing import REGISTRAR, a_unit
from lingdang.standards.public import classify_place
from lingdang.standards.testing import LIBRARIAN, a_category, some_schemes


@pytest.fixture
def category(db):
    parent = a_category("env", "环境")
    return a_category("env-1", "暴露垃圾", parent=parent)


@pytest.fixture
def to_the_unit(people, category):
    return a_rule(
        people.ground.town,
        "环境归城管",
        "unit",
        unit_id=people.unit.pk,
        categories=["env"],
    )


def filed(people, category, **more):
    case = a_case(place=people.ground.grid, **more)
    return file_case(case_id=case.pk, category_code=category.pk, by=people.dispatcher)


APPROVER = Actor.process("approvals", "cases.see_case", "cases.recall_case")


def work():
    deliver_due()
    assert not Delivery.objects.exclude(state="done").exists()


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_a_filed_case_goes_where_the_first_rule_says(people, category, to_the_unit):
    a_rule(people.ground.town, "紧急", "keep", urgent=True)
    rules_in_force(people.ground.town)
    case = filed(people, category)
    work()
    case = fresh(case)
    assert (case.state, case.unit_id) == (State.DISPATCHED, people.unit.pk)
    explained = explanation_of(case)
    assert (explained.proposal.fate, explained.target) == ("taken", people.unit.name)
    assert (explained.deciding.rule, explained.before) == ("环境归城管", [])
    assert "环境" in explained.deciding.why[0]
    entries = timeline(case, inner=True)
    assert [entry.event for entry in entries][-2:] == ["dispatch_proposed", "case_dispatched"]
    assert entries[-2].note == f"环境归城管 → {people.unit.name}"
    assert "dispatch_proposed" not in [entry.event for entry in timeline(case)]


def test_rules_before_say_why_they_did_not_fit(people, category):
    a_rule(people.ground.town, "井盖", "keep", words=["井盖"], urgent=True)
    a_rule(people.ground.town, "其余", "unit", unit_id=people.unit.pk)
    rules_in_force(people.ground.town)
    case = filed(people, category)
    work()
    explained = explanation_of(fresh(case))
    (before,) = explained.before
    assert (before.rule, before.result, len(before.why)) == ("井盖", "missed", 2)
    assert explained.deciding.why == []


def test_an_old_case_is_explained_by_the_rules_of_its_day(people, category, to_the_unit):
    rules_in_force(people.ground.town)
    case = filed(people, category)
    work()
    a_rule(people.ground.town, "新规则")
    rules_in_force(people.ground.town)
    explained = explanation_of(fresh(case))
    assert (explained.proposal.rule_set.number, explained.deciding.rule) == (1, "环境归城管")


def test_with_suggestions_a_dispatcher_confirms_with_one_click(people, category, to_the_unit):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = filed(people, category)
    work()
    assert fresh(case).state == State.FILED
    assert explanation_of(case).waits
    for who, refusal in {
        "stranger": NotFound,
        "other_dispatcher": NotFound,
        "leader": NotAllowed,
        "resident": NotFound,
    }.items():
        with pytest.raises(refusal):
            confirm_proposal(case_id=case.pk, by=people[who])
    case = confirm_proposal(case_id=case.pk, by=people.dispatcher)
    assert (case.state, case.unit_id) == (State.DISPATCHED, people.unit.pk)
    proposal = Proposal.objects.get()
    assert (proposal.fate, proposal.decided_by_id) == ("taken", people.dispatcher.person_id)
    with pytest.raises(NoProposal):
        confirm_proposal(case_id=case.pk, by=people.dispatcher)
    work()
    assert Proposal.objects.get().fate == "taken"


@pytest.mark.parametrize(("same", "fate"), [(True, "taken"), (False, "overruled")])
def test_a_dispatch_without_the_button_is_followed(people, category, to_the_unit, same, fate):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = filed(people, category)
    work()
    if same:
        dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    else:
        keep_case(case_id=case.pk, by=people.dispatcher)
    work()
    proposal = Proposal.objects.get()
    assert (proposal.fate, proposal.decided_by_id) == (fate, people.dispatcher.person_id)


def test_off_is_off(people, category, to_the_unit):
    rules_in_force(people.ground.town, Mode.AUTOMATIC)
    set_mode(place_id=people.ground.village.pk, mode="off", by=RULER)
    case = filed(people, category)
    work()
    assert fresh(case).state == State.FILED
    assert explanation_of(case) is None


def test_when_nothing_fits_the_grid_takes_it_and_above_it_the_community(people, category):
    set_mode(place_id=people.ground.district.pk, mode="automatic", by=RULER)
    case = filed(people, category)
    work()
    case = fresh(case)
    assert (case.handler_id, case.place_id) == (people.grid_worker.person_id, people.ground.grid.pk)

    post = Post.objects.get(person=people.neighbour.person_id)
    end_post(post_id=post.pk, on=timezone.localdate(), by=REGISTRAR)
    left = a_case(place=people.ground.next_grid)
    file_case(case_id=left.pk, category_code=category.pk, by=people.dispatcher)
    work()
    left = fresh(left)
    village = people.ground.village.pk
    assert (left.place_id, left.handler_id) == (village, people.community.person_id)


def test_nobody_at_all_is_said_and_stays_on_the_list_without_owner(people, category):
    set_mode(place_id=people.ground.district.pk, mode="automatic", by=RULER)
    case = a_case(place=people.ground.district)
    anybody = Actor.process("filing", "cases.file_case", "cases.see_case")
    file_case(case_id=case.pk, category_code=category.pk, by=anybody)
    work()
    case = fresh(case)
    assert case.state == State.FILED
    explained = explanation_of(case)
    assert (explained.waits, explained.deciding.result) == (True, "dead")
    everywhere = Actor.process("d", "cases.see_case", "cases.dispatch_case")
    with pytest.raises(ProposesNobody):
        confirm_proposal(case_id=case.pk, by=everywhere)


def test_an_ended_unit_is_skipped_and_said(people, category):
    unit = a_unit("园林处", place=people.ground.district)
    a_rule(people.ground.town, target="unit", unit_id=unit.pk)
    rules_in_force(people.ground.town)
    dissolve_unit(unit_id=unit.pk, on=timezone.localdate(), by=REGISTRAR)
    case = filed(people, category)
    work()
    case = fresh(case)
    assert case.handler_id == people.grid_worker.person_id
    assert [reason.result for reason in explanation_of(case).reasons] == ["dead", "matched"]


def test_before_filing_only_rules_that_say_so(people):
    a_rule(people.ground.town, "燃气", "unit", unit_id=people.unit.pk, words=["燃气"], unfiled=True)
    rules_in_force(people.ground.town)
    plain = a_case(place=people.ground.grid)
    gas = a_case(place=people.ground.grid, description="燃气泄漏")
    work()
    assert fresh(plain).state == State.RECEIVED
    assert (fresh(gas).state, fresh(gas).unit_id) == (State.DISPATCHED, people.unit.pk)


def test_passed_up_the_rules_of_the_new_level_are_asked(people, category):
    a_rule(people.ground.town, "社区", "unit", unit_id=people.unit.pk, level="village")
    rules_in_force(people.ground.town)
    case = filed(people, category)
    work()
    assert fresh(case).handler_id == people.grid_worker.person_id
    pass_up_case(case_id=case.pk, reason="管不了", by=people.grid_worker)
    work()
    assert fresh(case).unit_id == people.unit.pk


def test_the_class_of_the_streets_decides_and_is_told_on_the_case(people, category):
    some_schemes()
    strict = ["streets:strict"]
    a_rule(people.ground.town, "严管街", "unit", unit_id=people.unit.pk, street_classes=strict)
    rules_in_force(people.ground.town)
    before = filed(people, category)
    work()
    assert fresh(before).handler_id == people.grid_worker.person_id
    assert "严管街" in explanation_of(before).before[0].why[0]

    today = timezone.localdate()
    classify_place(
        place_id=people.ground.town.pk, street_class="streets:strict", on=today, by=LIBRARIAN
    )
    case = filed(people, category)
    work()
    assert fresh(case).unit_id == people.unit.pk
    assert "严管街" in explanation_of(case).deciding.why[0]


def test_what_a_unit_gave_up_is_for_a_person_to_decide(people, category, to_the_unit):
    rules_in_force(people.ground.town)
    case = filed(people, category)
    work()
    recall_case(case_id=case.pk, reason="不归这个单位", by=APPROVER)
    work()
    case = fresh(case)
    assert case.state == State.FILED
    explained = explanation_of(case)
    assert (explained.waits, explained.before[0].result) == (True, "dead")
    assert explained.proposal.person_id == people.grid_worker.person_id


def test_filed_otherwise_the_rules_are_asked_again(people, category, to_the_unit):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = filed(people, a_category(name="其他"))
    work()
    assert explanation_of(case).proposal.unit_id is None
    refile_case(case_id=case.pk, category_code=category.pk, by=people.dispatcher)
    work()
    assert explanation_of(case).proposal.unit_id == people.unit.pk


def test_the_same_fact_twice_asks_once(people, category, to_the_unit):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = filed(people, category)
    fact = Fact.objects.get(name="cases.case_filed.v1")
    first = propose_dispatch(case_id=case.pk, fact_id=fact.pk, by=RULES)
    assert first is not None
    assert propose_dispatch(case_id=case.pk, fact_id=fact.pk, by=RULES) is None
    work()
    assert Proposal.objects.count() == 1


def test_a_later_word_replaces_the_one_that_waits(people, category, to_the_unit):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = filed(people, category)
    work()
    pass_up_case(case_id=case.pk, reason="大", by=people.dispatcher)
    work()
    assert list(Proposal.objects.order_by("pk").values_list("fate", flat=True)) == [
        *("stale", "proposed"),
    ]


def test_a_refused_case_leaves_no_proposal_waiting(people):
    a_rule(people.ground.town, target="keep", unfiled=True)
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = a_case(place=people.ground.grid)
    work()
    assert explanation_of(case).waits
    refuse_case(case_id=case.pk, reason="不归这里", by=people.dispatcher)
    work()
    assert Proposal.objects.get().fate == "overruled"


def test_a_person_who_is_there_first_wins(people, category, to_the_unit):
    rules_in_force(people.ground.town)
    case = filed(people, category)
    keep_case(case_id=case.pk, by=people.dispatcher)
    work()
    assert fresh(case).handler_id == people.grid_worker.person_id
    assert not Proposal.objects.exists()


def test_a_person_and_the_rules_at_once_leave_one_owner(live_people):
    people = live_people
    category = a_category()
    a_rule(people.ground.town, target="unit", unit_id=people.unit.pk)
    rules_in_force(people.ground.town)
    case = filed(people, category)
    fact = Fact.objects.get(name="cases.case_filed.v1")
    together = Barrier(2)

    def act(call):
        together.wait()
        try:
            return call()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    calls = [
        lambda: keep_case(case_id=case.pk, by=people.dispatcher),
        lambda: propose_dispatch(case_id=case.pk, fact_id=fact.pk, by=RULES),
    ]
    with ThreadPoolExecutor(2) as pool:
        kept, proposed = pool.map(act, calls)
    case = fresh(case)
    told = Fact.objects.filter(subject=case.subject).values_list("name", flat=True)
    owners = [name for name in told if name in {"cases.case_kept.v1", "cases.case_dispatched.v1"}]
    assert len(owners) == 1
    won = isinstance(kept, Case)
    assert won == (case.unit_id is None)
    assert won == (proposed is None)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"fate": "x", "decided_at": timezone.now()}, "proposal_fate_known"),
        ({"unit": None, "person": None, "place": 1}, "proposal_target_whole"),
        ({"fate": "taken"}, "proposal_decided_has_time"),
    ],
)
def test_the_database_refuses_what_cannot_be(people, category, to_the_unit, values, name):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    filed(people, category)
    work()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Proposal.objects.update(**values)


def test_one_proposal_waits_at_a_time(people, category, to_the_unit):
    rules_in_force(people.ground.town, Mode.SUGGEST)
    case = filed(people, category)
    work()
    with pytest.raises(IntegrityError, match="proposal_one_waits"), transaction.atomic():
        Proposal.objects.create(case=case, fact_id=0, mode="suggest")
