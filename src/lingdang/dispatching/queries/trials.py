"""A version of the rules, tried on past cases: where they would go, and where people sent them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lingdang.cases.public import CaseQuerySet, cases_for
from lingdang.dispatching.enums import Result
from lingdang.dispatching.judging import Aim, Matter, judge
from lingdang.dispatching.models import Rule, RuleSet
from lingdang.dispatching.queries.ground import (
    categories_above,
    is_working,
    known_categories,
    street_classes_at,
    whole_ground,
)
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree
from lingdang.standards.public import Kind

MOST_WEEKS, MOST_CASES = 104, 20_000
GRID, NOBODY = "grid", "nobody"
_COLUMNS = (
    *("pk", "category_id", "origin_place_id", "path", "source", "description", "address"),
    *("received_at", "dispatched_at", "unit_id"),
)


@dataclass(frozen=True, slots=True)
class Confusion:
    """So many cases that the rules would send one way and people sent another."""

    proposed: str
    actual: str
    count: int


@dataclass(frozen=True, slots=True)
class RuleUse:
    """How often a rule decided; how often it fitted and led nowhere."""

    rule: Rule | None  # none: no rule fitted, the place itself takes it
    decided: int
    dead: Counter[str]
    agreed: int


@dataclass(frozen=True, slots=True)
class Trial:
    """Ends are ``unit:7``, ``grid`` or ``nobody``."""

    weeks: int
    judged: int
    agreed: int
    ends: list[tuple[str, int, int]]  # end, by the rules, by people
    uses: list[RuleUse]
    confusions: list[Confusion]

    @property
    def rate(self) -> float | None:
        return self.agreed / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class _Judged:
    case_id: int
    rule_id: int | None
    dead: tuple[tuple[int | None, str], ...]
    proposed: str
    actual: str


def trial_of(actor: Actor, rule_set: RuleSet, weeks: int) -> Trial:
    """Ask a version of cases that were dispatched in the last weeks; nothing is kept or changed."""
    judged = list(_judged(actor, rule_set, weeks))
    pairs = Counter((one.proposed, one.actual) for one in judged)
    return Trial(
        weeks=weeks,
        judged=len(judged),
        agreed=sum(count for (proposed, actual), count in pairs.items() if proposed == actual),
        ends=_ends(pairs),
        uses=_uses(rule_set, judged),
        confusions=[
            Confusion(proposed, actual, count)
            for (proposed, actual), count in pairs.most_common()
            if proposed != actual
        ],
    )


def _ends(pairs: Counter[tuple[str, str]]) -> list[tuple[str, int, int]]:
    proposed: Counter[str] = Counter()
    actual: Counter[str] = Counter()
    for (one, other), count in pairs.items():
        proposed[one] += count
        actual[other] += count
    ends = sorted({*proposed, *actual}, key=lambda end: -max(proposed[end], actual[end]))
    return [(end, proposed[end], actual[end]) for end in ends]


def _uses(rule_set: RuleSet, judged: list[_Judged]) -> list[RuleUse]:
    decided = Counter(one.rule_id for one in judged)
    agreed = Counter(one.rule_id for one in judged if one.proposed == one.actual)
    dead: dict[int | None, Counter[str]] = {}
    for one in judged:
        for rule_id, reason in one.dead:
            dead.setdefault(rule_id, Counter())[reason] += 1
    rules: list[Rule | None] = [*rule_set.rules.select_related("unit"), None]
    return [
        RuleUse(rule, decided[pk], dead.get(pk, Counter()), agreed[pk])
        for rule in rules
        for pk in [rule.pk if rule else None]
    ]


def trial_cases(
    actor: Actor, rule_set: RuleSet, weeks: int, *, proposed: str = "", actual: str = ""
) -> CaseQuerySet:
    """Open a figure of a trial down to its cases."""
    found = [
        one.case_id
        for one in _judged(actor, rule_set, weeks)
        if proposed in {"", one.proposed} and actual in {"", one.actual}
    ]
    return cases_for(actor).filter(pk__in=found)


def _judged(actor: Actor, rule_set: RuleSet, weeks: int) -> Iterator[_Judged]:
    rules, ground = list(rule_set.rules.all()), whole_ground()
    read = _Reader()
    for row in _past(actor, rule_set, weeks):
        decision = judge(rules, read.matter(row), ground)
        if decision is None:
            continue
        yield _Judged(
            case_id=row.pk,
            rule_id=decision.rule.pk if decision.rule else None,
            dead=tuple(
                (one.rule_id, one.why[0]) for one in decision.tries if one.result == Result.DEAD
            ),
            proposed=end_of(decision.aim),
            actual=f"unit:{row.unit_id}" if row.unit_id else GRID,
        )


def end_of(aim: Aim) -> str:
    if aim.unit_id:
        return f"unit:{aim.unit_id}"
    return GRID if aim.person_id else NOBODY


def _past(actor: Actor, rule_set: RuleSet, weeks: int) -> list[Any]:
    """The latest cases of the rules' place that somebody had in hand, as plain rows."""
    since = timezone.now() - timedelta(weeks=min(weeks, MOST_WEEKS))
    owned = Q(unit__isnull=False) | Q(handler__isnull=False)
    cases = cases_for(actor).under(tree().node(rule_set.place_id).path)
    cases = cases.filter(owned, received_at__gte=since).order_by("-received_at")
    return list(cases.values_list(*_COLUMNS, named=True)[:MOST_CASES])


class _Reader:
    """From rows to what rules may ask; looks everything up once."""

    def __init__(self) -> None:
        self._known = known_categories()
        self._above = cache(lambda code: categories_above(code, self._known))
        self._working = cache(is_working)
        self._classes = cache(street_classes_at)
        self._places = tree()

    def matter(self, row: Any) -> Matter:  # noqa: ANN401 -- a named row
        category = self._known.get(row.category_id or "")
        begun = self._places.node(row.origin_place_id) if self._has(row.origin_place_id) else None
        moment = timezone.localtime(row.dispatched_at or row.received_at)
        path = begun.path if begun else row.path
        return Matter(
            categories=self._above(row.category_id),
            kind=category.kind if category else Kind.MATTER.value,
            urgent=bool(category and category.urgent),
            path=path,
            street_classes=self._classes(path, moment.date()),
            level=begun.level if begun else "",
            source=row.source,
            text=f"{row.description}\n{row.address}",
            moment=moment,
            working=self._working(_minute(moment)),
        )

    def _has(self, place_id: int) -> bool:
        return place_id in self._places


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
