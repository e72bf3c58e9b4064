from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.enums import State
from lingdang.cases.models import Case
from lingdang.cases.public import return_case, timeline, without_owner
from lingdang.cases.services import follow_places, follow_posts
from lingdang.cases.testing import a_case
from lingdang.journal.public import Delivery, deliver_due
from lingdang.kernel.actor import Actor
from lingdang.people.public import Post, end_post
from lingdang.people.testing import REGISTRAR, a_person, a_post, actor
from lingdang.places.public import Part, dissolve_place, merge_places, move_place, split_place, tree
from lingdang.places.testing import SURVEYOR

KEEPER = Actor.process("test")


def place_of(case):
    case.refresh_from_db()
    assert case.path == tree().node(case.place_id).path
    return case.place_id


def today():
    return timezone.localdate()


def test_paths_follow_a_move(people):
    ground = people.ground
    open_case = a_case(place=ground.grid)
    closed = a_case(State.CLOSED, place=ground.village, unit=people.unit)
    other = a_case(place=ground.other_grid)
    before = other.path
    move_place(
        place_id=ground.village.pk, to_parent_id=ground.other_town.pk, on=today(), by=SURVEYOR
    )

    assert follow_places(by=KEEPER) == 2
    assert (place_of(open_case), place_of(closed)) == (ground.grid.pk, ground.village.pk)
    other.refresh_from_db()
    assert other.path == before
    assert follow_places(by=KEEPER) == 0


def test_a_merger_takes_the_cases(people):
    ground = people.ground
    cases = [a_case(place=place) for place in (ground.grid, ground.next_grid)]
    merged = merge_places(
        place_ids=[ground.grid.pk, ground.next_grid.pk], name="新网格", on=today(), by=SURVEYOR
    )
    follow_places(by=KEEPER)
    assert {place_of(case) for case in cases} == {merged.pk}
    assert cases[0].origin_place_id == ground.grid.pk
    assert timeline(cases[0])[-1].event == "case_rehung"


def test_a_split_sends_each_case_to_a_successor(people):
    case = a_case(place=people.ground.grid)
    parts = split_place(
        place_id=people.ground.grid.pk, parts=[Part("东"), Part("西")], on=today(), by=SURVEYOR
    )
    follow_places(by=KEEPER)
    assert place_of(case) in {part.pk for part in parts}


def test_what_ends_without_a_successor_leaves_its_cases_to_the_level_above(people):
    case = a_case(place=people.ground.grid)
    dissolve_place(place_id=people.ground.grid.pk, on=today(), by=SURVEYOR)
    follow_places(by=KEEPER)
    assert place_of(case) == people.ground.village.pk


def end_post_of(person_id):
    post = Post.objects.get(person=person_id)
    end_post(post_id=post.pk, on=today(), by=REGISTRAR)


def test_the_successor_takes_over(people):
    worker = people.grid_worker
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=worker)
    done = a_case(State.CLOSED, place=people.ground.grid, handler=worker)
    successor = actor("grid_worker", place=people.ground.grid)
    end_post_of(worker.person_id)

    assert follow_posts(by=KEEPER, person_id=worker.person_id) == 1
    case.refresh_from_db()
    assert (case.state, case.handler_id) == (State.DISPATCHED, successor.person_id)
    done.refresh_from_db()
    assert done.handler_id == worker.person_id
    assert timeline(case)[-1].event == "case_handed_over"


def test_without_a_successor_it_waits_for_an_owner(people):
    worker = people.grid_worker
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=worker)
    end_post_of(worker.person_id)
    follow_posts(by=KEEPER)

    case.refresh_from_db()
    assert (case.state, case.handler_id) == (State.FILED, None)
    assert list(without_owner(people.dispatcher)) == [case]


def test_work_sent_back_goes_to_who_serves_the_place_now(people):
    worker = people.grid_worker
    case = a_case(State.HANDLED, place=people.ground.grid, handler=worker)
    end_post_of(worker.person_id)
    follow_posts(by=KEEPER)
    case.refresh_from_db()
    assert (case.state, case.handler_id) == (State.HANDLED, None)

    case = return_case(case_id=case.pk, reason="没好", by=people.verifier)
    assert case.handler_id == people.community.person_id  # the next who serves the grid


def test_who_still_serves_keeps_what_they_have(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    person = a_person()
    a_post(person, "grid_worker", place=people.ground.grid, until=today() + timedelta(days=1))
    assert follow_posts(by=KEEPER) == 0
    assert Case.objects.get(pk=case.pk).handler_id == people.grid_worker.person_id


@pytest.mark.parametrize("event", ["place_moved", "place_split", "place_merged", "place_dissolved"])
def test_the_room_listens_to_places(people, event):
    ground = people.ground
    case = a_case(place=ground.grid)
    change = {
        "place_moved": lambda: move_place(
            place_id=ground.grid.pk, to_parent_id=ground.other_village.pk, on=today(), by=SURVEYOR
        ),
        "place_split": lambda: split_place(
            place_id=ground.grid.pk, parts=[Part("东"), Part("西")], on=today(), by=SURVEYOR
        ),
        "place_merged": lambda: merge_places(
            place_ids=[ground.grid.pk, ground.next_grid.pk], name="新", on=today(), by=SURVEYOR
        ),
        "place_dissolved": lambda: dissolve_place(place_id=ground.grid.pk, on=today(), by=SURVEYOR),
    }
    change[event]()
    assert deliver_due() >= 1
    assert place_of(case)
    assert not Delivery.objects.filter(state="due").exists()


def test_the_room_listens_to_farewells(people):
    case = a_case(State.DISPATCHED, place=people.ground.grid, handler=people.grid_worker)
    end_post_of(people.grid_worker.person_id)
    assert deliver_due() >= 1
    case.refresh_from_db()
    assert case.handler_id is None
