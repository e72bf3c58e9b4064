from itertools import product

import pytest

from lingdang.cases.enums import ENDED, OPEN, STEPS, State, Step
from lingdang.cases.policies import MAY
from lingdang.cases.services.take import ASKS
from lingdang.kernel.steps import StepNotPossible

TABLE = {
    State.RECEIVED: "file refuse dispatch keep pass_up withdraw merge split",
    State.FILED: "dispatch keep pass_up withdraw merge split",
    State.DISPATCHED: "pass_up recall release handle withdraw merge split",
    State.HANDLED: "return verify conclude",
    State.VERIFIED: "return call_back finish",
    State.CALLED_BACK: "close reopen",
    State.CLOSED: "reopen",
    State.REFUSED: "",
    State.WITHDRAWN: "",
    State.MERGED: "unmerge",
}


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_every_state_and_step_is_decided(state, step):
    if step in TABLE[state].split():
        assert STEPS.after(state, step) in State
    else:
        with pytest.raises(StepNotPossible):
            STEPS.after(state, step)


def test_every_step_has_a_rule_and_a_service():
    assert set(MAY) == set(ASKS) == set(STEPS.table) == set(Step)


def test_every_state_can_be_reached_and_the_closed_loop_closes():
    reached = {STEPS.start} | {target for _sources, target in STEPS.table.values()}
    assert reached == set(State)
    assert set(State) == OPEN | ENDED
    closing = {(a, step) for a, step, b in STEPS.edges() if b == State.CLOSED}
    assert closing == {
        (State.CALLED_BACK, Step.CLOSE),
        (State.VERIFIED, Step.FINISH),  # of a part: the whole is called back
        (State.HANDLED, Step.CONCLUDE),  # of what ended where it was imported from
    }


def test_the_diagram_is_drawn_from_the_table():
    drawing = STEPS.mermaid()
    assert "[*] --> received" in drawing
    assert "verified --> called_back: call_back" in drawing
