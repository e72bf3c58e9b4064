from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import State, reopen_case, timeline
from lingdang.cases.testing import race
from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.lookbacks.errors import LookedAlready, NotByThoseConcerned, NotDueYet, OpenAgain
from lingdang.lookbacks.models import LookBack
from lingdang.lookbacks.public import draws_for, look, look_back_for, look_backs_for, may_read_photo
from lingdang.lookbacks.services import lapse
from lingdang.lookbacks.testing import a_look_back
from lingdang.lookbacks.tests.conftest import FOLLOWING, closed
from lingdang.people.public import Person, Role, actor_for
from lingdang.people.testing import a_post, actor

TOMORROW = timedelta(days=1)


def person(actor):
    return Person.objects.get(pk=actor.person_id)


def test_it_held(office):
    photo = a_photo(by=office.looker)
    look(
        look_back_id=office.it.pk, step="hold", note="干净", photo_ids=[photo.pk], by=office.looker
    )
    it = LookBack.objects.get()
    assert (it.state, it.looked_by_id, it.note) == ("held", office.looker.person_id, "干净")
    assert [card.id for card in photos_of(it.subject)] == [photo.pk]
    office.case.refresh_from_db()
    assert office.case.state == State.CLOSED
    fact = Fact.objects.get(name="lookbacks.case_held.v1")
    assert (fact.subject, fact.person_id) == (office.case.subject, office.looker.person_id)


def test_what_came_back_is_opened_again_with_its_reason(office):
    look(look_back_id=office.it.pk, step="come_back", note="垃圾还在", by=office.looker)
    deliver_due()
    office.case.refresh_from_db()
    assert (office.case.state, office.case.reopened) == (State.DISPATCHED, 1)
    assert LookBack.objects.get().state == "came_back"
    reopened = Fact.objects.get(name="cases.case_reopened.v1")
    assert reopened.data["reason"] == "垃圾还在"
    told = {entry.event for entry in timeline(office.case, inner=True)}
    assert {"case_came_back", "case_reopened"} <= told
    assert "case_came_back" not in {entry.event for entry in timeline(office.case)}


def test_photographs_are_never_demanded_but_words_of_what_came_back_are(office):
    for note in ("", "  ", "x" * 5000, "a\0b"):
        with pytest.raises(Incomplete):
            look(look_back_id=office.it.pk, step="come_back", note=note, by=office.looker)
    for step in ("lapse", "?", ""):
        with pytest.raises(Incomplete):
            look(look_back_id=office.it.pk, step=step, note="好", by=office.looker)
    assert LookBack.objects.get().state == "due"
    look(look_back_id=office.it.pk, step="hold", by=office.looker)


def test_who_is_concerned_does_not_look_and_strangers_know_of_nothing(office):
    people, ground = office.people, office.people.ground
    of_unit = actor("unit_handler", unit=people.unit)
    a_post(person(of_unit), Role.VERIFIER, place=ground.town)
    fixer = actor("verifier", place=ground.town)
    judge = actor("verifier", place=ground.town)
    LookBack.objects.update(handled_by=fixer.person_id)
    type(office.case).objects.filter(pk=office.case.pk).update(verified_by=judge.person_id)
    before = LookBack.objects.values().get()
    for who, refusal in (
        (actor_for(person(of_unit)), NotByThoseConcerned),
        (fixer, NotByThoseConcerned),
        (judge, NotByThoseConcerned),
        (people.unit_handler, NotFound),  # does not know before it was looked at
        (people.leader, NotFound),
        (people.grid_worker, NotFound),
        (people.other_dispatcher, NotFound),
        (people.resident, NotFound),
        (people.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            look(look_back_id=office.it.pk, step="hold", by=who)
    assert LookBack.objects.values().get() == before


def test_a_token_does_not_hide_whose_work_it_was(office):
    people = office.people
    of_unit = actor("unit_handler", unit=people.unit)
    a_post(person(of_unit), Role.VERIFIER, place=people.ground.town)
    whole = actor_for(person(of_unit))
    lent = {
        duty: Reach(paths=whole.reach(duty).paths) for duty in ("cases.see_case", "lookbacks.look")
    }
    token = Actor(name="token", person_id=whole.person_id, duties=lent)
    with pytest.raises(NotByThoseConcerned):
        look(look_back_id=office.it.pk, step="hold", by=token)


def test_what_the_grid_settled_is_not_for_its_own_people(db, office):
    people = office.people
    case = closed(people, unit=None, handler=people.grid_worker)
    it = a_look_back(case)
    both = actor("grid_worker", place=people.ground.grid)
    a_post(person(both), Role.VERIFIER, place=people.ground.town)
    with pytest.raises(NotByThoseConcerned):
        look(look_back_id=it.pk, step="hold", by=actor_for(person(both)))
    look(look_back_id=it.pk, step="hold", by=office.looker)


def test_not_before_its_day(office):
    LookBack.objects.update(due_on=timezone.localdate() + TOMORROW)
    with pytest.raises(NotDueYet):
        look(look_back_id=office.it.pk, step="hold", by=office.looker)
    assert LookBack.objects.get().state == "due"


@pytest.mark.parametrize("again", ["hold", "come_back"])
def test_the_same_sent_twice_is_one_and_a_refusal(office, again):
    look(look_back_id=office.it.pk, step="hold", by=office.looker)
    with pytest.raises(LookedAlready):
        look(look_back_id=office.it.pk, step=again, note="又来", by=office.looker)
    assert Fact.objects.filter(name__startswith="lookbacks.case").count() == 1
    office.case.refresh_from_db()
    assert office.case.state == State.CLOSED


def test_two_at_once_look_once(live_office):
    office = live_office
    calls = [
        lambda who=who: look(look_back_id=office.it.pk, step="come_back", note="没弄好", by=who)
        for who in (office.looker, office.people.supervisor)
    ]
    refused = race(calls)
    assert sorted(type(one).__name__ for one in refused) == ["LookedAlready", "NoneType"]
    office.case.refresh_from_db()
    assert office.case.reopened == 1


def test_a_case_opened_again_is_not_looked_back_at(office):
    reopen_case(case_id=office.case.pk, reason="又堆上了", by=office.people.supervisor)
    with pytest.raises(OpenAgain):
        look(look_back_id=office.it.pk, step="hold", by=office.looker)
    deliver_due()
    assert LookBack.objects.get().state == "lapsed"
    with pytest.raises(OpenAgain):
        look(look_back_id=office.it.pk, step="hold", by=office.looker)
    assert lapse(case_id=office.case.pk, by=FOLLOWING) == []
    with pytest.raises(NotAllowed):
        lapse(case_id=office.case.pk, by=office.looker)


def test_what_still_stands_does_not_lapse(office):
    assert lapse(case_id=office.case.pk, by=FOLLOWING) == []
    assert LookBack.objects.get().state == "due"


def test_sight(office):
    people, it = office.people, office.it
    lookers = {"verifier", "supervisor"}
    names = ("verifier", "supervisor", "unit_handler", "leader", "dispatcher", "grid_worker")
    others = ("other_dispatcher", "neighbour", "resident", "stranger", "system_admin")

    def who_sees(found):
        return {name for name in (*names, *others) if found(getattr(people, name))}

    assert who_sees(lambda who: look_backs_for(who).exists()) == lookers
    assert who_sees(lambda who: draws_for(who).exists()) == lookers
    look(look_back_id=it.pk, step="hold", by=office.looker)
    assert who_sees(lambda who: look_backs_for(who).exists()) == set(names)
    assert who_sees(lambda who: may_read_photo(who, it.pk)) == set(names)
    assert who_sees(lambda who: draws_for(who).exists()) == {
        *names, "other_dispatcher", "neighbour",
    }  # fmt: skip
    with pytest.raises(NotFound):
        look_back_for(people.resident, it.pk)


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("why_known", {"why": "x"}),
        ("state_known", {"state": "x"}),
        ("after_days", {"days": 8}),
        ("looked_by_somebody", {"state": "held"}),
        ("looked_by_somebody", {"note": "x"}),
        ("once", {}),
    ],
)
def test_what_must_hold_of_a_look_back(office, constraint, wrong):
    case = office.case if constraint == "once" else closed(office.people)
    with pytest.raises(IntegrityError, match=f"look_back_{constraint}"), transaction.atomic():
        a_look_back(case, **wrong)


def test_what_must_hold_of_who_looked(office):
    who = {"looked_by_id": office.looker.person_id, "looked_at": timezone.now(), "note": "x"}
    for constraint, wrong in (
        ("came_back_says_how", {"state": "came_back", "note": ""}),
        ("not_by_who_put_it_right", {"state": "held", "handled_by_id": who["looked_by_id"]}),
    ):
        with pytest.raises(IntegrityError, match=f"look_back_{constraint}"), transaction.atomic():
            a_look_back(closed(office.people), **who | wrong)
