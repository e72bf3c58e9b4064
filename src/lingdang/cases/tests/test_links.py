from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.enums import State, link_words
from lingdang.cases.errors import AlreadyLinked
from lingdang.cases.models import CaseLink
from lingdang.cases.public import (
    LinkKind,
    Spot,
    earlier_same,
    file_case,
    link_cases,
    links_of,
    merge_case,
    timeline,
    unlink_cases,
)
from lingdang.cases.testing import a_case, race, told
from lingdang.journal.public import deliver_due
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.standards.testing import a_category, a_procedure

NOW = timezone.now()


def read(actor, case):
    return [
        (kin.other, link_words(LinkKind(kin.link.kind), forth=kin.forth))
        for kin in links_of(actor, case)
    ]


def test_a_link_is_read_from_both_ends(people):
    cause, effect = (a_case(place=people.ground.grid) for _ in range(2))
    link_cases(case_id=effect.pk, kind="caused_by", other_id=cause.pk, by=people.dispatcher)
    (back,) = links_of(people.dispatcher, cause)
    (forth,) = links_of(people.dispatcher, effect)
    assert (forth.other, forth.forth, back.other, back.forth) == (cause, True, effect, False)
    assert read(people.dispatcher, cause) != read(people.dispatcher, effect)
    assert told(cause)[-1] == told(effect)[-1] == "linked"
    assert cause.number in timeline(effect, inner=True)[-1].note
    assert timeline(effect)[-1].event == "case_received"  # not for the reporter


def test_the_other_end_is_shown_to_who_may_see_it(people):
    ours, theirs = a_case(place=people.ground.grid), a_case(place=people.ground.next_grid)
    link_cases(case_id=ours.pk, kind="related", other_id=theirs.pk, by=people.dispatcher)
    assert links_of(people.grid_worker, ours) == []
    assert len(links_of(people.dispatcher, ours)) == 1


def test_links_cost_two_statements_however_many(people, django_assert_num_queries):
    case = a_case(place=people.ground.grid)
    for count in (1, 3):
        while CaseLink.objects.count() < count:
            other = a_case(place=people.ground.grid)
            link_cases(case_id=case.pk, kind="related", other_id=other.pk, by=people.dispatcher)
        with django_assert_num_queries(2):
            assert len(links_of(people.dispatcher, case)) == count


def test_two_cases_are_linked_once_and_unlinked_with_a_fact(people):
    one, two = (a_case(place=people.ground.grid) for _ in range(2))
    link_cases(case_id=one.pk, kind="related", other_id=two.pk, by=people.dispatcher)
    with pytest.raises(AlreadyLinked):
        link_cases(case_id=two.pk, kind="repeats", other_id=one.pk, by=people.dispatcher)
    unlink_cases(case_id=two.pk, other_id=one.pk, by=people.dispatcher)
    assert told(one)[-1] == told(two)[-1] == "unlinked"
    with pytest.raises(NotFound):
        unlink_cases(case_id=two.pk, other_id=one.pk, by=people.dispatcher)


def test_who_may_link(people):
    one, two = a_case(place=people.ground.grid), a_case(place=people.ground.grid)
    for who, other, kind, refusal in (
        (people.leader, two.pk, "related", NotAllowed),
        (people.resident, two.pk, "related", NotFound),
        (people.grid_worker, a_case(place=people.ground.next_grid).pk, "related", NotFound),
        (people.dispatcher, one.pk, "related", Incomplete),
        (people.dispatcher, two.pk, "cousin", Incomplete),
        (people.dispatcher, 10**9, "related", NotFound),
    ):
        with pytest.raises(refusal):
            link_cases(case_id=one.pk, kind=kind, other_id=other, by=who)
    assert link_cases(case_id=one.pk, kind="related", other_id=two.pk, by=people.grid_worker)


def at(people, category, metres=0.0, state=State.CLOSED, days=0, **more):
    """A case at one spot, received and (if it ended) ended so many days ago."""
    lng, lat = 113.305, 33.765 + metres / 111_320
    return a_case(
        state, place=people.ground.grid, lng=lng, lat=lat, raw_lng=lng, raw_lat=lat,
        raw_system="wgs84", at=NOW - timedelta(days=days), category=category, **more,
    )  # fmt: skip


def delivered():
    while deliver_due():
        pass


def test_the_same_again_within_days_is_marked_by_itself(people):
    category = a_category()
    earlier = at(people, category, days=10)
    at(people, category, metres=20, days=5)  # later, and farther
    at(people, category, metres=-60, days=1)
    at(people, a_category(), days=5)
    at(people, category, days=100)
    at(people, category, state=State.DISPATCHED, days=5)
    delivered()
    case = at(people, category, state=State.RECEIVED)
    delivered()
    (kin,) = links_of(people.dispatcher, case)
    assert (kin.other, kin.link.kind, kin.link.found) == (earlier, "repeats", True)
    assert told(case)[-1] == "linked"


def test_it_is_marked_once_its_category_is_known_and_not_again(people):
    category = a_category()
    earlier = at(people, category, days=3)
    case = at(people, None, state=State.RECEIVED)
    delivered()
    assert links_of(people.dispatcher, case) == []
    file_case(case_id=case.pk, category_code=category.code, by=people.dispatcher)
    delivered()
    assert [kin.other for kin in links_of(people.dispatcher, case)] == [earlier]


def test_what_somebody_unlinked_stays_unlinked(people):
    category = a_category()
    earlier = at(people, category, days=3)
    case = at(people, category, state=State.RECEIVED)
    delivered()
    unlink_cases(case_id=case.pk, other_id=earlier.pk, by=people.dispatcher)
    file_case(case_id=case.pk, by=people.dispatcher)
    delivered()
    assert links_of(people.dispatcher, case) == []


def test_without_a_position_the_same_words_of_address_are_the_same_spot(people):
    category = a_category()
    here = {"place": people.ground.grid, "address": "滨湖路12号", "category": category}
    earlier = a_case(State.CLOSED, at=NOW - timedelta(days=2), **here)
    case, elsewhere = a_case(**here), a_case(**here | {"address": "滨湖路13号"})
    delivered()
    assert [kin.other for kin in links_of(people.dispatcher, case)] == [earlier]
    assert links_of(people.dispatcher, elsewhere) == []


def found(case):
    earlier = earlier_same(case)
    return earlier and (earlier.case, earlier.spot, earlier.metres)


def test_by_what_it_is_the_same_place(people):
    category, grid = a_category(), people.ground.grid
    here = at(people, category, metres=20, days=3)
    at(people, category, metres=20, days=9)
    written = a_case(
        State.CLOSED,
        at=NOW - timedelta(days=2),
        place=grid,
        address="滨湖路12号",
        category=category,
    )
    bare = a_case(State.CLOSED, at=NOW - timedelta(days=1), place=grid, category=category)
    assert found(at(people, category, state=State.RECEIVED)) == (here, Spot.HERE, 20)
    far = at(people, category, metres=300, state=State.RECEIVED, address="滨湖路12号")
    assert found(far) == (written, Spot.ADDRESS, None)
    assert found(a_case(place=grid, address="滨湖路12号", category=category))[0] == written
    assert found(a_case(place=grid, category=category)) == (bare, Spot.GRID, None)
    assert found(a_case(place=people.ground.next_grid, category=category)) is None


def test_what_is_no_place_repeats_nothing(people):
    category = a_category()
    lost = {"place": people.ground.town, "category": category}
    a_case(State.CLOSED, at=NOW - timedelta(days=2), **lost)
    assert found(a_case(**lost)) is None
    a_case(State.CLOSED, at=NOW - timedelta(days=2), **lost, address="滨湖路12号")
    assert found(a_case(**lost, address="滨湖路12号"))
    assert found(a_case(**lost | {"category": None})) is None


def test_what_is_restricted_is_compared_with_nothing(people):
    category = a_category()
    secret = a_procedure(restricted=True, roles=["discipline_officer"])
    here = {"place": people.ground.grid, "category": category}
    before = NOW - timedelta(days=2)
    a_case(State.CLOSED, at=before, procedure=secret, **here)
    assert found(a_case(**here)) is None
    a_case(State.CLOSED, at=before, **here)
    assert found(a_case(procedure=secret, **here)) is None


def test_links_stay_when_one_of_them_is_merged(people):
    one, two, three = (a_case(place=people.ground.grid) for _ in range(3))
    link_cases(case_id=one.pk, kind="related", other_id=two.pk, by=people.dispatcher)
    merge_case(case_id=two.pk, into_id=three.pk, by=people.dispatcher)
    assert [kin.other for kin in links_of(people.dispatcher, one)] == [two]


def test_two_who_link_at_once_link_once(live_people):
    one, two = (a_case(place=live_people.ground.grid) for _ in range(2))
    calls = [
        lambda pair=pair: link_cases(
            case_id=pair[0].pk, kind="related", other_id=pair[1].pk, by=live_people.dispatcher
        )
        for pair in [(one, two), (two, one)] * 2
    ]
    refusals = race(calls)
    assert refusals.count(None) == 1
    assert sum(isinstance(refusal, AlreadyLinked) for refusal in refusals) == 3
