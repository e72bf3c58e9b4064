from hypothesis import given
from hypothesis import strategies as st

from lingdang.doubts.enums import STEPS, WEIGHTS, Kind, Level, State, Step
from lingdang.doubts.policies import level_of, trust_in

WEIGHED = {kind.value: points for kind, points in WEIGHTS.items()}
kinds = st.lists(st.sampled_from(sorted(WEIGHED)), unique=True)
weights = st.fixed_dictionaries({kind: st.integers(0, 100) for kind in WEIGHED})


@given(st.lists(kinds, min_size=1), st.data(), weights)
def test_one_doubt_more_never_raises_trust(photographs, data, weighed):
    which = data.draw(st.integers(0, len(photographs) - 1))
    more = [list(each) for each in photographs]
    more[which].append(data.draw(st.sampled_from(sorted(WEIGHED))))
    before, after = trust_in(photographs, weighed), trust_in(more, weighed)
    assert after.points <= before.points
    order = [Level.WEAK, Level.FAIR, Level.STRONG]
    assert order.index(after.level) <= order.index(before.level)


@given(st.lists(kinds), weights)
def test_trust_lies_between_none_and_whole(photographs, weighed):
    trust = trust_in(photographs, weighed)
    assert 0 <= trust.points <= 100
    assert trust.level == level_of(trust.points)


def test_what_each_kind_leads_to_by_itself():
    found = {level: set() for level in Level}
    for kind in Kind:
        found[trust_in([[kind.value]], WEIGHED).level].add(kind.value)
    assert found == {
        Level.WEAK: {"copy"},
        Level.FAIR: {"outside", "early", "late", "future", "edited"},
        Level.STRONG: {"squeezed", "other_scene", "no_position", "no_time"},
    }


def test_no_photograph_is_nothing_to_doubt():
    trust = trust_in([], WEIGHED)
    assert (trust.level, trust.photographs) == (Level.FAIR, 0)


def test_each_step_from_each_state_is_listed_or_refused():
    open_ = {state: set(STEPS.open_to(state)) for state in State}
    assert open_ == {
        State.OPEN: {Step.ANSWER, Step.UPHOLD, Step.DISMISS},
        State.ANSWERED: {Step.UPHOLD, Step.DISMISS},
        State.UPHELD: set(),
        State.DISMISSED: set(),
    }
