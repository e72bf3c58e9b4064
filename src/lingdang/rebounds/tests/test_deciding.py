import pytest

from lingdang.cases.public import State, timeline, withdraw_case
from lingdang.cases.testing import race
from lingdang.journal.public import Fact
from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.steps import StepNotPossible
from lingdang.people.public import Person, Role, actor_for
from lingdang.people.testing import a_post, actor
from lingdang.rebounds.enums import STEPS, Step
from lingdang.rebounds.enums import State as Stands
from lingdang.rebounds.errors import FellAway, NotByThoseConcerned
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.public import decide, rebounds_for, steps_for
from lingdang.rebounds.tests.conftest import delivered


def found(office):
    office.case(State.DISPATCHED)
    delivered()
    return Rebound.objects.get()


def person(actor):
    return Person.objects.get(pk=actor.person_id)


def test_it_is_told_apart_with_a_reason_and_counted_again(office):
    it, by = found(office), office.people.verifier
    assert steps_for(by, it) == [Step.TELL_APART]
    decide(rebound_id=it.pk, step="tell_apart", note="不是同一处", by=by)
    it.refresh_from_db()
    assert (it.state, it.decided_by_id, it.note) == ("not_same", by.person_id, "不是同一处")
    assert steps_for(by, it) == [Step.SAME]
    decide(rebound_id=it.pk, step="same", by=office.people.supervisor)
    it.refresh_from_db()
    assert (it.state, it.note) == ("counted", "")
    told = [entry.event for entry in timeline(office.closed, inner=True)]
    assert told[-2:] == ["rebound_told_apart", "rebound_confirmed"]
    assert "rebound_told_apart" not in {entry.event for entry in timeline(it.case)}


def test_a_refusal_changes_nothing(office):
    it, people = found(office), office.people
    before = Rebound.objects.values().get()
    of_unit = actor("unit_handler", unit=people.unit)
    a_post(person(of_unit), Role.VERIFIER, place=people.ground.town)
    for who, step, note, refusal in (
        (people.verifier, "tell_apart", " ", Incomplete),
        (people.verifier, "tell_apart", "x" * 5000, Incomplete),
        (people.verifier, "tell_apart", "a\0b", Incomplete),
        (people.verifier, "?", "x", Incomplete),
        (people.verifier, "same", "", StepNotPossible),
        (people.dispatcher, "tell_apart", "x", NotAllowed),
        (people.unit_handler, "tell_apart", "x", NotAllowed),
        (actor_for(person(of_unit)), "tell_apart", "x", NotByThoseConcerned),
        (people.resident, "tell_apart", "x", NotFound),
        (people.other_dispatcher, "tell_apart", "x", NotFound),
        (people.stranger, "tell_apart", "x", NotFound),
    ):
        with pytest.raises(refusal):
            decide(rebound_id=it.pk, step=step, note=note, by=who)
    with pytest.raises(NotFound):
        decide(rebound_id=it.pk + 1, step="same", by=people.verifier)
    assert Rebound.objects.values().get() == before


def test_a_token_does_not_hide_whose_work_it_was(office):
    it, people = found(office), office.people
    of_unit = actor("unit_handler", unit=people.unit)
    a_post(person(of_unit), Role.VERIFIER, place=people.ground.town)
    whole = actor_for(person(of_unit))
    lent = {
        duty: Reach(paths=whole.reach(duty).paths) for duty in ("cases.see_case", "rebounds.decide")
    }
    token = Actor(name="token", person_id=whole.person_id, duties=lent)
    assert steps_for(token, it) == []
    with pytest.raises(NotByThoseConcerned):
        decide(rebound_id=it.pk, step="tell_apart", note="x", by=token)


def test_what_fell_away_is_not_decided(office):
    it, people = found(office), office.people
    withdraw_case(case_id=it.case_id, reason="看错了", by=people.dispatcher)
    with pytest.raises(FellAway):
        decide(rebound_id=it.pk, step="tell_apart", note="x", by=people.verifier)
    it.case.refresh_from_db()
    assert steps_for(people.verifier, it) == []


def test_two_at_once_decide_once(live_office):
    it = found(live_office)
    people = live_office.people
    calls = [
        lambda who=who: decide(rebound_id=it.pk, step="tell_apart", note="不是", by=who)
        for who in (people.verifier, people.supervisor)
    ]
    refused = race(calls)
    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "StepNotPossible"]
    assert Fact.objects.filter(name="rebounds.rebound_told_apart.v1").count() == 2


def test_sight(office):
    found(office)
    people = office.people
    staff = {"verifier", "supervisor", "unit_handler", "leader", "dispatcher", "grid_worker"}
    others = {"other_dispatcher", "neighbour", "resident", "stranger", "system_admin"}
    seen = {name for name in staff | others if rebounds_for(getattr(people, name)).exists()}
    assert seen == staff


def test_every_state_and_step_is_decided():
    open_ = {(state, step) for state in Stands for step in STEPS.open_to(state)}
    assert open_ == {
        (Stands.POSSIBLE, Step.SAME),
        (Stands.POSSIBLE, Step.TELL_APART),
        (Stands.COUNTED, Step.TELL_APART),
        (Stands.NOT_SAME, Step.SAME),
    }
