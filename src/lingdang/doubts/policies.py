"""Who may answer and decide; how far photographs are trusted. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lingdang.cases.public import Case, reach_over
from lingdang.doubts.enums import FAIR_FROM, STRONG_FROM, WHOLE, Level, Step
from lingdang.doubts.errors import NotOnesOwn
from lingdang.doubts.models import Doubt
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed

JUDGE = "doubts.judge"  # of the process that looks at photographs; no role holds it
DECIDE = "doubts.decide"
HANDLE = "cases.handle_case"
WEIGH = "standards.manage"


@dataclass(frozen=True, slots=True)
class Trust:
    """How far photographs are trusted: as far as the weakest. None is nothing to doubt: fair."""

    level: Level
    points: int
    photographs: int
    doubts: int


def points_of(kinds: Iterable[str], weights: Mapping[str, int]) -> int:
    return max(0, WHOLE - sum(weights[kind] for kind in kinds))


def trust_in(photographs: Sequence[Sequence[str]], weights: Mapping[str, int]) -> Trust:
    """From the kinds of what is doubted of each photograph."""
    points = [points_of(kinds, weights) for kinds in photographs]
    weakest = min(points, default=FAIR_FROM)
    return Trust(level_of(weakest), weakest, len(points), sum(map(len, photographs)))


def level_of(points: int) -> Level:
    if points >= STRONG_FROM:
        return Level.STRONG
    return Level.FAIR if points >= FAIR_FROM else Level.WEAK


def may_answer(actor: Actor, case: Case) -> bool:
    """Whoever put it right, and whose matter it is: the unit's, or the place's."""
    if actor.person_id is None:
        return False
    if actor.person_id in {case.handled_by_id, case.handler_id}:
        return True
    reach = reach_over(actor, HANDLE, case)
    return case.unit_id in reach.units if case.unit_id else reach.covers(path=case.path)


def has_duty(actor: Actor, case: Case) -> bool:
    reaches = reach_over(actor, DECIDE, case).covers(path=case.path)
    return actor.person_id is not None and reaches


def is_concerned(actor: Actor, doubt: Doubt) -> bool:
    """Whoever answered it, or put right what it is about."""
    return actor.person_id in {doubt.answered_by_id, doubt.case.handled_by_id}


def may_take(actor: Actor, step: Step, doubt: Doubt) -> bool:
    if step is Step.ANSWER:
        return may_answer(actor, doubt.case)
    return has_duty(actor, doubt.case) and not is_concerned(actor, doubt)


def require_take(actor: Actor, step: Step, doubt: Doubt) -> None:
    if not may_take(actor, step, doubt):
        own = step is not Step.ANSWER and has_duty(actor, doubt.case)
        raise NotOnesOwn if own else NotAllowed


def require_judge(actor: Actor) -> None:
    if not actor.has(JUDGE):
        raise NotAllowed


def require_weigh(actor: Actor) -> None:
    if not actor.has(WEIGH):
        raise NotAllowed
