from itertools import product

import pytest

from lingdang.approvals.enums import (
    DOUBLE,
    ONE_WORD,
    OPEN,
    SINGLE,
    STRAIGHT,
    TWO_WORDS,
    Kind,
    State,
    Step,
)
from lingdang.approvals.policies import MAY
from lingdang.approvals.queries import steps_of
from lingdang.approvals.services.decide import _EVENTS, _HAPPENS
from lingdang.kernel.steps import StepNotPossible

ALWAYS = "refuse withdraw lapse"
TABLES = [
    (DOUBLE, {State.APPLIED: f"agree {ALWAYS}", State.AGREED: f"grant {ALWAYS}"}),
    (SINGLE, {State.APPLIED: f"grant {ALWAYS}", State.AGREED: ALWAYS}),
    (STRAIGHT, {State.APPLIED: f"agree grant {ALWAYS}", State.AGREED: f"grant {ALWAYS}"}),
]


@pytest.mark.parametrize(
    ("table", "state", "step"),
    [(table, state, step) for table, (state, step) in product(range(3), product(State, Step))],
)
def test_every_state_and_step_is_decided(table, state, step):
    steps, open_ = TABLES[table]
    if step in open_.get(state, "").split():
        assert steps.after(state, step) in State
    else:
        with pytest.raises(StepNotPossible):
            steps.after(state, step)


def test_every_step_has_a_rule_and_a_fact_and_every_kind_an_effect():
    assert set(MAY) == set(_EVENTS) == set(Step)
    assert set(_HAPPENS) == set(Kind) == TWO_WORDS | ONE_WORD


def test_only_an_extension_may_go_straight_through(settings):
    assert [steps_of(kind) for kind in Kind] == [DOUBLE, SINGLE, DOUBLE, SINGLE]
    settings.CHIEFS_EXTEND = True
    assert [steps_of(kind) for kind in Kind] == [STRAIGHT, SINGLE, DOUBLE, SINGLE]


def test_what_ends_is_open_no_more():
    assert {state for state in State if DOUBLE.open_to(state)} == OPEN
