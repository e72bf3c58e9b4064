"""Versions of the rules: drafted, put in force. What was in force never changes again."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.dispatching.enums import Mode, Status
from lingdang.dispatching.facts import DraftDiscarded, ModeSet, RulesDrafted, RulesPutInForce
from lingdang.dispatching.models import PlaceMode, Rule, RuleSet
from lingdang.dispatching.policies import require_manage
from lingdang.dispatching.queries.rules import lock_place, mode_at, rule_set_by_id
from lingdang.dispatching.services.checking import COLUMNS
from lingdang.dispatching.services.drafts import about, locked_draft
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import tree


@transaction.atomic
def draft_rules(*, place_id: int, by: Actor) -> RuleSet:
    """Begin a new version from the one in force; a draft that is there already is it."""
    node = tree().node(place_id)
    require_manage(by, node.path)
    lock_place(place_id)
    sets = RuleSet.objects.filter(place=place_id)
    if draft := sets.filter(status=Status.DRAFT).first():
        return draft
    last = sets.aggregate(last=Max("number"))["last"] or 0
    draft = RuleSet.objects.create(place_id=place_id, number=last + 1, made_by_id=by.person_id)
    if current := sets.filter(status=Status.IN_FORCE).first():
        Rule.objects.bulk_create(_copies(current, draft))
    record(RulesDrafted(**about(draft), number=draft.number), by=by)
    return draft


def _copies(current: RuleSet, draft: RuleSet) -> list[Rule]:
    return [
        Rule(
            rule_set=draft,
            position=rule.position,
            **{column: getattr(rule, column) for column in COLUMNS},
        )
        for rule in current.rules.all()
    ]


@transaction.atomic
def put_in_force(*, rule_set_id: int, by: Actor) -> RuleSet:
    """Let a draft decide from now on; the version before it retires and stays readable."""
    lock_place(rule_set_by_id(rule_set_id).place_id)
    rule_set, now = locked_draft(rule_set_id, by), timezone.now()
    before = RuleSet.objects.filter(place=rule_set.place_id, status=Status.IN_FORCE).first()
    if before:
        before.status, before.retired_at = Status.RETIRED, now
        before.save(update_fields=["status", "retired_at"])
    rule_set.status, rule_set.in_force_at = Status.IN_FORCE, now
    rule_set.put_by_id = by.person_id
    rule_set.save(update_fields=["status", "in_force_at", "put_by"])
    retired = before.pk if before else None
    event = RulesPutInForce(**about(rule_set), number=rule_set.number, retired_id=retired)
    record(event, by=by)
    return rule_set


@transaction.atomic
def discard_draft(*, rule_set_id: int, by: Actor) -> None:
    rule_set = locked_draft(rule_set_id, by)
    told = DraftDiscarded(**about(rule_set), number=rule_set.number)
    rule_set.rules.all().delete()
    rule_set.delete()
    record(told, by=by)


@transaction.atomic
def set_mode(*, place_id: int, mode: str, by: Actor) -> None:
    """Say how far the rules go by themselves at a place and in all that lies in it."""
    node = tree().node(place_id)
    require_manage(by, node.path)
    if mode not in Mode.values:
        raise Incomplete({"mode": _("There is no such way.")})
    before = mode_at(node.path)
    PlaceMode.objects.update_or_create(place_id=place_id, defaults={"mode": mode})
    record(ModeSet(scope_id=place_id, mode=mode, before=before.value), by=by)
