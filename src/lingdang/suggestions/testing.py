"""Builders for the tests of other rooms."""

from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor
from lingdang.suggestions.models import Version
from lingdang.suggestions.policies import LEARN
from lingdang.suggestions.services import learn_categories, trace_cases

LEARNER = Actor.process("test", LEARN)


def a_version() -> Version:
    """Learned from our own sentences and whatever cases there are."""
    return learn_categories(by=LEARNER)


def traced(*cases: Case) -> None:
    """Have cases found as the worker would."""
    trace_cases([case.pk for case in cases])
