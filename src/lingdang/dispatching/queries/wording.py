"""Rules in words: their conditions and where they lead."""

from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.public import Source
from lingdang.dispatching.enums import WEEKDAYS, Condition, Target
from lingdang.dispatching.judging import asked
from lingdang.dispatching.models import Proposal, Rule
from lingdang.people.public import Role, UnitKind, cards
from lingdang.places.public import levels, tree
from lingdang.standards.public import Category, Kind, street_classes


def asked_words(rule: Rule, conditions: Iterable[str] | None = None) -> list[str]:
    """``Category: 暴露垃圾, 积存渣土``: the conditions named, or all that the rule asks."""
    wanted = asked(rule) if conditions is None else [Condition(name) for name in conditions]
    return [
        _("%(condition)s: %(value)s") % {"condition": one.label, "value": _WORDS[one](rule)}
        for one in wanted
    ]


def target_words(rule: Rule) -> str:
    if rule.target == Target.UNIT:
        return _unit_words(rule)
    if rule.target == Target.PLACE_UNIT:
        return _("nearest unit of the kind “%(kind)s”") % {"kind": UnitKind(rule.unit_kind).label}
    if rule.target == Target.ON_DUTY:
        return _("on duty: %(role)s") % {"role": Role(rule.role).label}
    return _("kept by the place itself")


def _unit_words(rule: Rule) -> str:
    unit = rule.unit
    name = unit.name if unit else ""
    ended = unit is not None and timezone.localdate() not in unit.valid
    return _("%(unit)s (ended)") % {"unit": name} if ended else name


def label_of(proposal: Proposal) -> str:
    """Where a proposal leads, as a button says it."""
    if proposal.unit_id:
        return proposal.unit.name if proposal.unit else ""
    if proposal.person_id is None:
        return _("nobody serves there")
    card = cards([proposal.person_id]).get(proposal.person_id)
    who = f"{card.display} {card.role}".strip() if card else ""
    return f"{_place(proposal.place_id)} · {who}"


def _place(place_id: int | None) -> str:
    places = tree()
    return places.node(place_id).name if place_id and place_id in places else ""


def _listed(words: Iterable[object]) -> str:
    return _(", ").join(str(word) for word in words)


def _categories(rule: Rule) -> str:
    names = dict(Category.objects.filter(pk__in=rule.categories).values_list("pk", "name"))
    return _listed(names.get(code, code) for code in rule.categories)


def _streets(rule: Rule) -> str:
    names = {one.key: one.name for one in street_classes()}
    return _listed(names.get(key, key) for key in rule.street_classes)


def _level(rule: Rule) -> str:
    return next((level.name for level in levels() if level.code == rule.level), rule.level)


def _time(rule: Rule) -> str:
    return f"{rule.time_from:%H:%M}–{rule.time_to:%H:%M}"


_WORDS: dict[Condition, Callable[[Rule], str]] = {
    Condition.CATEGORY: _categories,
    Condition.KIND: lambda rule: str(Kind(rule.kind).label),
    Condition.PLACE: lambda rule: _place(rule.place_id),
    Condition.STREETS: _streets,
    Condition.LEVEL: _level,
    Condition.SOURCE: lambda rule: _listed(Source(source).label for source in rule.sources),
    Condition.WEEKDAY: lambda rule: _listed(dict(WEEKDAYS)[day] for day in rule.weekdays),
    Condition.TIME: _time,
    Condition.WORKING: lambda rule: _("in working time") if rule.working else _("outside it"),
    Condition.URGENT: lambda rule: _("urgent") if rule.urgent else _("not urgent"),
    Condition.WORDS: lambda rule: _listed(f"“{word}”" for word in rule.words),
}
