"""Draws that anybody can make again, and walks that do not cross themselves."""

from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from lingdang.inspections.route import length, walked
from lingdang.inspections.sampling import Stratum, drawn, frame_of

KEYS = tuple(f"points:{number}" for number in range(40))


def test_the_rule_is_the_one_that_is_published():
    stratum = Stratum("小区", "990100001000", 3, KEYS)
    told = {key: sha256(f"seed-1|小区|990100001000|{key}".encode()).hexdigest() for key in KEYS}
    assert drawn("seed-1", stratum) == sorted(KEYS, key=told.get)[:3]
    assert drawn("seed-1", stratum) == ["points:24", "points:32", "points:36"]


@given(st.lists(st.sampled_from(KEYS)), st.integers(1, 50), st.sampled_from(["", "a", "2026-11"]))
def test_order_and_doubles_of_the_list_do_not_matter(keys, quota, seed):
    stratum = Stratum("小区", "1", quota, tuple(keys))
    found = drawn(seed, stratum)
    assert found == drawn(seed, Stratum("小区", "1", quota, tuple(sorted(set(keys)))))
    assert len(found) == min(quota, len(set(keys)))


def test_another_seed_or_town_draws_others():
    one = drawn("a", Stratum("小区", "1", 10, KEYS))
    assert one != drawn("b", Stratum("小区", "1", 10, KEYS))
    assert one != drawn("a", Stratum("小区", "2", 10, KEYS))
    assert frame_of([Stratum("小区", "1", 1, KEYS)]) != frame_of(
        [Stratum("小区", "1", 1, KEYS[1:])]
    )


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.floats(113.2, 113.4), st.floats(33.7, 33.9)), max_size=12, unique=True)
)
def test_a_walk_visits_each_point_once_and_is_no_longer_than_as_listed(spots):
    way = walked(spots)
    assert sorted(way) == list(range(len(spots)))
    assert way == walked(spots)
    if len(spots) > 1:
        assert way[0] == min(range(len(spots)), key=lambda at: (spots[at], at))


def test_a_crossing_is_taken_out():
    spots = [(113.0, 33.0), (113.01, 33.01), (113.02, 33.0), (113.01, 33.0), (113.005, 33.0)]
    assert length(spots, walked(spots)) <= length(spots, [0, 4, 3, 2, 1]) + 1
