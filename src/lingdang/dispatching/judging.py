"""Ask the rules in their order. Pure: a case, the rules and the ground they lead to go in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lingdang.dispatching.enums import DUTY_ROLES, Condition, Dead, Result, Target
from lingdang.dispatching.models import Rule
from lingdang.people.public import Holder, Role
from lingdang.shifts.public import Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What rules may ask of a case. ``categories`` are its own and all above it."""

    categories: tuple[str, ...]
    kind: str
    urgent: bool
    path: str
    street_classes: frozenset[str]  # what the place counts as on that day, one of each scheme
    level: str
    source: str
    text: str
    moment: datetime  # in the district's own time
    working: bool
    filed: bool = True
    taken_from: int | None = None  # the unit that it was just taken from


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a rule leads: a unit, or a person and the place whose level takes it."""

    unit_id: int | None = None
    person_id: int | None = None
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class Try:
    rule_id: int | None  # none: the place itself, after all rules
    result: Result
    why: tuple[str, ...] = ()

    def plain(self) -> list[Any]:
        return [self.rule_id, self.result.value, list(self.why)]


@dataclass(frozen=True, slots=True)
class Decision:
    aim: Aim
    rule: Rule | None
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Which units stand where, who holds which post, who is planned when.

    Without ``at`` everybody is on duty.
    """

    units: dict[int, tuple[int, str]]  # id: place, kind; of today
    posts: dict[int, list[Holder]] = field(default_factory=dict)  # by place
    at: datetime | None = None
    roster: Roster = field(default_factory=Roster)

    def unit_near(self, path: str, kind: str) -> int | None:
        found = {place: pk for pk, (place, its) in reversed(self.units.items()) if its == kind}
        return next((found[place] for place in upwards(path) if place in found), None)

    def on_duty_near(self, path: str, role: str) -> Holder | None:
        return self._nearest(path, lambda post: post.role == role and self._on_duty(post))

    def serving_near(self, path: str) -> Holder | None:
        """Find who takes it when no rule does: each level's own people, on duty before off."""
        for place in upwards(path):
            serving = [post for post in self.posts.get(place, ()) if post.role in DUTY_ROLES]
            if serving:
                return min(serving, key=self._first)
        return None

    def _first(self, post: Holder) -> tuple[bool, int]:
        return not self._on_duty(post), DUTY_ROLES.index(Role(post.role))

    def _nearest(self, path: str, fits: Callable[[Holder], bool]) -> Holder | None:
        here = (post for place in upwards(path) for post in self.posts.get(place, ()))
        return next(filter(fits, here), None)

    def _on_duty(self, post: Holder) -> bool:
        return self.at is None or self.roster.on_duty(post, self.at)


def upwards(path: str) -> list[int]:
    """Ids of a path from the place itself up to the root."""
    return [int(part) for part in reversed(path.strip("/").split("/"))]


type _Asked = Callable[[Rule], bool]
type _Met = Callable[[Rule, Matter], bool]


def _in_time(rule: Rule, matter: Matter) -> bool:
    now, begins, ends = matter.moment.time(), rule.time_from, rule.time_to
    if begins is None or ends is None:
        return True
    return begins <= now < ends if begins <= ends else now >= begins or now < ends


CHECKS: dict[Condition, tuple[_Asked, _Met]] = {
    Condition.CATEGORY: (
        lambda rule: bool(rule.categories),
        lambda rule, matter: any(code in rule.categories for code in matter.categories),
    ),
    Condition.KIND: (lambda rule: bool(rule.kind), lambda rule, matter: rule.kind == matter.kind),
    Condition.PLACE: (
        lambda rule: rule.place_id is not None,
        lambda rule, matter: f"/{rule.place_id}/" in matter.path,
    ),
    Condition.STREETS: (
        lambda rule: bool(rule.street_classes),
        lambda rule, matter: not matter.street_classes.isdisjoint(rule.street_classes),
    ),
    Condition.LEVEL: (
        lambda rule: bool(rule.level),
        lambda rule, matter: rule.level == matter.level,
    ),
    Condition.SOURCE: (
        lambda rule: bool(rule.sources),
        lambda rule, matter: matter.source in rule.sources,
    ),
    Condition.WEEKDAY: (
        lambda rule: bool(rule.weekdays),
        lambda rule, matter: matter.moment.weekday() in rule.weekdays,
    ),
    Condition.TIME: (lambda rule: rule.time_from is not None, _in_time),
    Condition.WORKING: (
        lambda rule: rule.working is not None,
        lambda rule, matter: rule.working == matter.working,
    ),
    Condition.URGENT: (
        lambda rule: rule.urgent is not None,
        lambda rule, matter: rule.urgent == matter.urgent,
    ),
    Condition.WORDS: (
        lambda rule: bool(rule.words),
        lambda rule, matter: any(word in matter.text for word in rule.words),
    ),
}


def asked(rule: Rule) -> list[Condition]:
    return [condition for condition, (is_asked, _met) in CHECKS.items() if is_asked(rule)]


def missed(rule: Rule, matter: Matter) -> list[Condition]:
    return [condition for condition in asked(rule) if not CHECKS[condition][1](rule, matter)]


def judge(rules: Iterable[Rule], matter: Matter, ground: Ground) -> Decision | None:
    """Let the first rule that fits and leads somewhere decide; else the place itself takes it.

    Of what is not yet filed only rules that say so decide; ``None`` then: it is filed first.
    """
    tries: list[Try] = []
    for rule in rules:
        if not (matter.filed or rule.unfiled):
            continue
        if wrong := missed(rule, matter):
            tries.append(_try(rule, Result.MISSED, wrong))
            continue
        aim = _aim(rule, matter, ground)
        if isinstance(aim, Aim):
            tries.append(_try(rule, Result.MATCHED, asked(rule)))
            return Decision(aim, rule, tuple(tries))
        tries.append(_try(rule, Result.DEAD, [aim]))
    return _left_to_the_place(matter, ground, tries) if matter.filed else None


def _try(rule: Rule, result: Result, why: Sequence[Condition | Dead]) -> Try:
    return Try(rule.pk, result, tuple(reason.value for reason in why))


def _left_to_the_place(matter: Matter, ground: Ground, tries: list[Try]) -> Decision:
    holder = ground.serving_near(matter.path)
    if holder is None:
        last = Try(None, Result.DEAD, (Dead.NOBODY_SERVES.value,))
        return Decision(Aim(), None, (*tries, last))
    return Decision(_taken_by(holder), None, (*tries, Try(None, Result.MATCHED)))


def _taken_by(holder: Holder) -> Aim:
    return Aim(person_id=holder.person_id, place_id=holder.place_id)


def _aim(rule: Rule, matter: Matter, ground: Ground) -> Aim | Dead:
    if rule.target in {Target.UNIT, Target.PLACE_UNIT}:
        return _unit_aim(rule, matter, ground)
    if rule.target == Target.ON_DUTY:
        on_duty = ground.on_duty_near(matter.path, rule.role)
        return _taken_by(on_duty) if on_duty else Dead.NOBODY_ON_DUTY
    serving = ground.serving_near(matter.path)
    return _taken_by(serving) if serving else Dead.NOBODY_SERVES


def _unit_aim(rule: Rule, matter: Matter, ground: Ground) -> Aim | Dead:
    if rule.target == Target.UNIT:
        unit_id = rule.unit_id if rule.unit_id in ground.units else None
        absent = Dead.UNIT_ENDED
    else:
        unit_id, absent = ground.unit_near(matter.path, rule.unit_kind), Dead.NO_UNIT
    if unit_id is None:
        return absent
    return Dead.TAKEN_FROM if unit_id == matter.taken_from else Aim(unit_id=unit_id)
