"""What must be whole before a step: named by a procedure, judged by the room that holds it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from lingdang.cases.enums import STEPS, State, Step
from lingdang.cases.errors import NotWhole, StepClosed
from lingdang.cases.models import Case

type Judge = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Check:
    """``label`` says what is wanted, as it stands on the checklist."""

    name: str
    label: str | Promise
    is_met: Judge
    before: Step | None = None  # of staff in every case, whatever its procedure


_CHECKS: dict[str, Check] = {}


def check(
    name: str, label: str | Promise, *, before: Step | None = None
) -> Callable[[Judge], Judge]:
    """Register a judge, once, when its room is loaded.

    ``before``: no procedure need name it, every case must meet it before staff takes this step.
    """

    def register(judge: Judge) -> Judge:
        _CHECKS[name] = Check(name, label, judge, before)
        return judge

    return register


def known_checks() -> list[Check]:
    return sorted(_CHECKS.values(), key=lambda one: one.name)


def unmet(case: Case, step: Step) -> list[str]:
    """Say what is still missing before a step; a check that nobody knows is never met."""
    if case.procedure is None:
        return []
    return [
        str(known.label) if known else name
        for name in case.procedure.checks_before(step.value)
        if (known := _CHECKS.get(name)) is None or not known.is_met(case)
    ]


def require_usual(case: Case, step: Step) -> None:
    """Refuse staff for what is wanted of every case before this step."""
    asked = [known for known in _CHECKS.values() if known.before == step]
    if missing := [str(known.label) for known in asked if not known.is_met(case)]:
        raise NotWhole(missing=" · ".join(missing))


def require_open(case: Case, step: Step) -> None:
    if case.procedure is not None and step.value in case.procedure.closed_steps:
        raise StepClosed(step=str(step.label), procedure=case.procedure.name)


def require_whole(case: Case, step: Step) -> None:
    """Refuse for what is missing; a step that cannot be taken at all is refused for that."""
    require_open(case, step)
    STEPS.after(State(case.state), step)
    if missing := unmet(case, step):
        raise NotWhole(missing=" · ".join(missing))
