import pytest
from django.db.models import TextChoices

from lingdang.kernel.actor import EVERYWHERE, NOWHERE, Actor, Reach
from lingdang.kernel.steps import StepNotPossible, Steps


class Light(TextChoices):
    RED = "red"
    GREEN = "green"


class Turn(TextChoices):
    GO = "go"


STEPS = Steps(start=Light.RED, table={Turn.GO: (frozenset({Light.RED}), Light.GREEN)})


def test_a_listed_step_is_taken_and_any_other_refused():
    assert STEPS.after(Light.RED, Turn.GO) == Light.GREEN
    with pytest.raises(StepNotPossible) as refusal:
        STEPS.after(Light.GREEN, Turn.GO)
    assert refusal.value.facts == {"step": "Go", "state": "Green"}


def test_the_table_prints_itself():
    assert STEPS.mermaid() == "stateDiagram-v2\n    [*] --> red\n    red --> green: go"
    assert STEPS.open_to(Light.GREEN) == []


def test_reach_covers_subtrees_and_units():
    reach = Reach(paths=frozenset({"/1/7/"}), units=frozenset({3}))
    assert reach.covers(path="/1/7/42/")
    assert not reach.covers(path="/1/70/")
    assert reach.covers(path="/9/", unit_id=3)
    assert EVERYWHERE.covers(path="/9/")
    assert not NOWHERE.covers(path="/1/", unit_id=None)
    assert not Actor("sam").reach("cases.see_case").covers(path="/1/")
