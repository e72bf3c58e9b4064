"""Builders for the tests of other rooms."""

from typing import Any

from lingdang.cases.public import Case
from lingdang.dispatching.enums import MANAGE, Mode, Target
from lingdang.dispatching.models import HandedCase, HandOver, Rule, RuleSet
from lingdang.dispatching.services.checking import RuleData
from lingdang.dispatching.services.rules import save_rule
from lingdang.dispatching.services.versions import draft_rules, put_in_force, set_mode
from lingdang.kernel.actor import Actor
from lingdang.people.public import Person
from lingdang.places.public import Place

RULER = Actor.process("rules", MANAGE)


def a_rule(place: Place, name: str = "规则", target: str = Target.KEEP, **more: Any) -> Rule:
    """A rule at the end of the place's draft."""
    draft = draft_rules(place_id=place.pk, by=RULER)
    told = RuleData(name=name, target=target, **more)
    return save_rule(rule_set_id=draft.pk, told=told, by=RULER)


def rules_in_force(place: Place, mode: Mode = Mode.AUTOMATIC) -> RuleSet:
    """Put the place's draft in force and switch it on."""
    draft = draft_rules(place_id=place.pk, by=RULER)
    set_mode(place_id=place.pk, mode=mode, by=RULER)
    return put_in_force(rule_set_id=draft.pk, by=RULER)


def a_hand_over(case: Case, to: Person) -> HandOver:
    """A hand-over of one case at the place that holds it."""
    done = HandOver.objects.create(place_id=case.place_id, to=to, note="夜班注意")
    HandedCase.objects.create(hand_over=done, case=case, giver=to)
    return done
