"""Rule sets and how far they go by themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from lingdang.dispatching import policies
from lingdang.dispatching.enums import MANAGE, Mode, Status
from lingdang.dispatching.judging import upwards
from lingdang.dispatching.models import PlaceMode, Rule, RuleSet
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.places.public import Place, PlaceNode, tree

if TYPE_CHECKING:
    from collections.abc import Iterable


def rules_for(path: str) -> tuple[RuleSet | None, list[Rule]]:
    """The rules in force for a place: those of the nearest set at it or above."""
    near = upwards(path)
    found = RuleSet.objects.filter(status=Status.IN_FORCE, place_id__in=near)
    rule_set = min(found, key=lambda one: near.index(one.place_id), default=None)
    return rule_set, list(rule_set.rules.all()) if rule_set else []


def mode_at(path: str) -> Mode:
    """How far the rules go at a place: what the nearest place at it or above says."""
    near = upwards(path)
    found = PlaceMode.objects.filter(place_id__in=near)
    nearest = min(found, key=lambda one: near.index(one.place_id), default=None)
    return Mode(nearest.mode) if nearest else Mode.OFF


@dataclass(frozen=True, slots=True)
class ModeRow:
    node: PlaceNode
    mode: Mode


def modes_for(actor: Actor) -> list[ModeRow]:
    """Where a mode of its own is set, in the order of the tree."""
    places = tree()
    said = {row.place_id: Mode(row.mode) for row in PlaceMode.objects.all()}
    nodes = [places.node(place) for place in said if place in places]
    return [
        ModeRow(node, said[node.id])
        for node in sorted(nodes, key=lambda node: node.path)
        if policies.may_read_rules(actor, node.path)
    ]


def rule_sets_for(actor: Actor) -> QuerySet[RuleSet]:
    """Sets of places that the actor may read, the newest first."""
    sets = RuleSet.objects.filter(place_id__in=_readable(actor)).select_related("made_by", "put_by")
    return sets.annotate(rule_count=Count("rules")).order_by("-id")


def _readable(actor: Actor) -> "Iterable[int]":
    """Places of rule sets below or above where the actor dispatches: a handful, not a tree."""
    places = tree()
    own = RuleSet.objects.order_by("place").values_list("place", flat=True).distinct()
    return [
        place
        for place in own
        if place in places and policies.may_read_rules(actor, places.node(place).path)
    ]


def rule_set_for(actor: Actor, rule_set_id: int) -> RuleSet:
    found = rule_sets_for(actor).filter(pk=rule_set_id).first()
    if found is None:
        raise NotFound
    return found


def rule_in(rule_set: RuleSet, rule_id: int) -> Rule:
    found = rule_set.rules.filter(pk=rule_id).first()
    if found is None:
        raise NotFound
    return found


def may_change(actor: Actor, rule_set: RuleSet) -> bool:
    """Whether the buttons that change this set are theirs."""
    return rule_set.is_draft and may_manage_at(actor, rule_set.place_id)


def may_manage_at(actor: Actor, place_id: int) -> bool:
    places = tree()
    return place_id in places and policies.may_manage(actor, places.node(place_id).path)


def places_managed(actor: Actor) -> list[PlaceNode]:
    """Where the actor may put rules in force: the top of each of their reaches."""
    places = tree()
    tops = {upwards(path)[0] for path in actor.reach(MANAGE).paths if path}
    if "" in actor.reach(MANAGE).paths:
        tops.add(places.root().id)
    return [places.node(place) for place in sorted(tops) if place in places]


def rule_set_by_id(rule_set_id: int) -> RuleSet:
    found = RuleSet.objects.filter(pk=rule_set_id).first()
    if found is None:
        raise NotFound
    return found


def lock_rule_set(rule_set_id: int) -> RuleSet:
    found = RuleSet.objects.select_for_update(no_key=True).filter(pk=rule_set_id).first()
    if found is None:
        raise NotFound
    return found


def lock_place(place_id: int) -> None:
    """One change of a place's versions at a time."""
    place = Place.objects.select_for_update(no_key=True).filter(pk=place_id)
    if not place:
        raise NotFound
