"""What every change of a draft begins with, and what its facts carry."""

from lingdang.dispatching.errors import NotDraft
from lingdang.dispatching.models import RuleSet
from lingdang.dispatching.policies import require_manage
from lingdang.dispatching.queries.rules import lock_rule_set
from lingdang.kernel.actor import Actor
from lingdang.places.public import tree


def about(rule_set: RuleSet) -> dict[str, int]:
    return {"rule_set_id": rule_set.pk, "scope_id": rule_set.place_id}


def locked_draft(rule_set_id: int, by: Actor) -> RuleSet:
    """Lock – may."""
    rule_set = lock_rule_set(rule_set_id)
    require_manage(by, tree().node(rule_set.place_id).path)
    if not rule_set.is_draft:
        raise NotDraft
    return rule_set
