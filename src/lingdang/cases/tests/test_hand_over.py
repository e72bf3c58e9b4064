import pytest
from django.utils import timezone

from lingdang.cases.enums import State
from lingdang.cases.errors import NotInHand
from lingdang.cases.models import Case
from lingdang.cases.public import assign_case, dispatch_case, hand_over_cases, timeline
from lingdang.cases.services import follow_posts
from lingdang.cases.testing import a_case
from lingdang.cases.tests.test_services import race, told
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.public import Post, actor_for, end_post
from lingdang.people.testing import REGISTRAR, a_person, a_post, actor


@pytest.fixture
def colleague(people):
    return actor("unit_handler", unit=people.unit)


def test_a_unit_gives_its_case_to_one_of_its_people(people, colleague):
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    due = case.due_at
    case = assign_case(case_id=case.pk, handler_id=colleague.person_id, by=people.unit_handler)
    assert (case.unit_id, case.handler_id, case.due_at) == (
        people.unit.pk,
        colleague.person_id,
        due,
    )
    assert told(case)[-1] == "assigned"
    mine = people.unit_handler.person_id
    case = assign_case(case_id=case.pk, handler_id=mine, by=people.dispatcher)
    assert (case.handler_id, told(case)[-2:]) == (mine, ["assigned", "assigned"])
    assert timeline(case)[-1].note.startswith("张* ")


def test_given_to_whom_has_it_already_nothing_happens(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    before = told(case)
    mine = people.grid_worker.person_id
    assign_case(case_id=case.pk, handler_id=mine, by=people.grid_worker)
    assert told(case) == before


def test_a_dispatch_may_name_a_person_of_the_unit_and_nobody_else(people, colleague):
    case = a_case(State.FILED, place=people.ground.grid)
    with pytest.raises(Incomplete) as refusal:
        dispatch_case(
            case_id=case.pk,
            unit_id=people.unit.pk,
            handler_id=people.grid_worker.person_id,
            by=people.dispatcher,
        )
    assert list(refusal.value.problems) == ["handler_id"]
    case = dispatch_case(
        case_id=case.pk,
        unit_id=people.unit.pk,
        handler_id=colleague.person_id,
        by=people.dispatcher,
    )
    assert case.handler_id == colleague.person_id


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("stranger", NotFound),
        ("other_dispatcher", NotFound),
        ("leader", NotAllowed),
        ("neighbour", NotFound),
        ("verifier", NotAllowed),
    ],
)
def test_who_has_nothing_to_do_with_it_gives_nothing_away(people, colleague, who, refusal):
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    with pytest.raises(refusal):
        assign_case(case_id=case.pk, handler_id=colleague.person_id, by=people[who])
    case.refresh_from_db()
    assert case.handler_id is None


def test_nobody_is_given_what_they_cannot_take(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    for wrong in (people.neighbour.person_id, people.resident.person_id, 10**9):
        with pytest.raises(Incomplete):
            assign_case(case_id=case.pk, handler_id=wrong, by=people.dispatcher)
    waiting = a_case(place=people.ground.grid)
    with pytest.raises(NotInHand):
        assign_case(
            case_id=waiting.pk, handler_id=people.grid_worker.person_id, by=people.dispatcher
        )


def test_several_change_hands_together_or_not_at_all(people):
    mine = [
        a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
        for _number in range(3)
    ]
    theirs = a_case(State.DISPATCHED, place=people.ground.next_grid, handler=people.neighbour)
    successor = actor("grid_worker", place=people.ground.grid)
    ids = [case.pk for case in mine]
    both = [people.grid_worker.person_id, people.neighbour.person_id]
    with pytest.raises(NotFound):
        hand_over_cases(
            case_ids=[*ids, theirs.pk],
            from_person_ids=both,
            to_person_id=successor.person_id,
            by=people.grid_worker,
        )
    assert not Case.objects.filter(handler=successor.person_id).exists()
    given = hand_over_cases(
        case_ids=[*ids, theirs.pk],
        from_person_ids=both[:1],
        to_person_id=successor.person_id,
        by=people.grid_worker,
    )
    assert [case.pk for case in given] == ids
    assert set(Case.objects.filter(handler=successor.person_id)) == {*mine}
    assert all(told(case)[-1] == "handed_over" for case in mine)


def test_two_who_give_it_away_at_once_leave_one_owner(live_people):
    first, second = (actor("unit_handler", unit=live_people.unit) for _number in range(2))
    case = a_case(State.DISPATCHED, place=live_people.ground.grid, unit=live_people.unit)

    def give(to):
        return lambda case_id: assign_case(
            case_id=case_id, handler_id=to.person_id, by=live_people.dispatcher
        )

    assert race(case.pk, [give(first), give(second)]) == [None, None]
    assert told(case)[-2:] == ["assigned", "assigned"]


def test_a_unit_has_again_what_its_leaving_handler_had(people):
    person = a_person()
    a_post(person, "unit_handler", unit=people.unit)
    case = a_case(State.DISPATCHED, place=people.ground.grid, unit=people.unit)
    assign_case(case_id=case.pk, handler_id=person.pk, by=people.dispatcher)
    post = Post.objects.get(person=person)
    end_post(post_id=post.pk, on=timezone.localdate(), by=REGISTRAR)
    assert not actor_for(person).duties
    assert follow_posts(by=Actor.process("test"), person_id=person.pk) == 1
    case.refresh_from_db()
    assert (case.state, case.unit_id, case.handler_id) == ("dispatched", people.unit.pk, None)
    assert timeline(case)[-1].note == people.unit.name
