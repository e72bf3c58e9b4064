"""The rules of a draft: added, changed, moved, removed."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from lingdang.dispatching.facts import RuleMoved, RuleRemoved, RuleSaved
from lingdang.dispatching.models import Rule, RuleSet
from lingdang.dispatching.services.checking import RuleData, checked
from lingdang.dispatching.services.drafts import about, locked_draft
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound

_MOST = 50


@transaction.atomic
def save_rule(*, rule_set_id: int, told: RuleData, by: Actor, rule_id: int | None = None) -> Rule:
    """Add a rule at the end, or change one where it stands."""
    rule_set = locked_draft(rule_set_id, by)
    values = checked(told, rule_set)
    if rule_id is None:
        last = rule_set.rules.aggregate(last=Max("position"))["last"] or 0
        if last >= _MOST:
            raise Incomplete({"name": _("A version has at most %(most)s rules.") % {"most": _MOST}})
        rule = Rule(rule_set=rule_set, position=last + 1)
    else:
        rule = _rule_of(rule_set, rule_id)
    for column, value in values.items():
        setattr(rule, column, value)
    rule.save()
    record(
        RuleSaved(**about(rule_set), rule_id=rule.pk, called=rule.name, position=rule.position),
        by=by,
    )
    return rule


def _rule_of(rule_set: RuleSet, rule_id: int) -> Rule:
    rule = rule_set.rules.filter(pk=rule_id).first()
    if rule is None:
        raise NotFound
    return rule


@transaction.atomic
def move_rule(*, rule_set_id: int, rule_id: int, up: bool, by: Actor) -> Rule:
    """Let a rule be asked one place earlier or later."""
    rule_set = locked_draft(rule_set_id, by)
    rule = _rule_of(rule_set, rule_id)
    target = rule.position + (-1 if up else 1)
    other = rule_set.rules.filter(position=target).first()
    if other is not None:
        rule_set.rules.filter(pk=other.pk).update(position=rule.position)
        rule_set.rules.filter(pk=rule.pk).update(position=target)
        rule.position = target
        record(RuleMoved(**about(rule_set), rule_id=rule.pk, position=target), by=by)
    return rule


@transaction.atomic
def remove_rule(*, rule_set_id: int, rule_id: int, by: Actor) -> None:
    rule_set = locked_draft(rule_set_id, by)
    rule = _rule_of(rule_set, rule_id)
    rule.delete()
    rule_set.rules.filter(position__gt=rule.position).update(position=F("position") - 1)
    record(RuleRemoved(**about(rule_set), called=rule.name), by=by)
