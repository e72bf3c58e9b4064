"""Every read of what phones sent: each person reads their own."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from lingdang.fieldwork.enums import State
from lingdang.fieldwork.models import Action, ActionQuerySet, Device
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

MOST = 200
_MANY, _JUST_NOW = 10, timedelta(seconds=1)  # phones that come in together are a rush
_LONG = timedelta(seconds=10)  # nobody's work waits longer for a rush to end


def actions_for(actor: Actor) -> ActionQuerySet:
    return Action.objects.filter(person=actor.person_id or 0).select_related("case")


def actions_by_key(actor: Actor, keys: Collection[str]) -> dict[str, Action]:
    found = actions_for(actor).filter(key__in=keys)
    return {action.key: action for action in found}


def actions_of_device(actor: Actor, device: str) -> list[Action]:
    """The latest of a phone, and what waits; the newest first."""
    return list(actions_for(actor).filter(device__device=device).order_by("-id")[:MOST])


def conflicts_for(actor: Actor) -> list[Action]:
    """What this person has to decide, from whatever phone it came."""
    return list(actions_for(actor).filter(state=State.CONFLICT).order_by("id")[:MOST])


def action_for(actor: Actor, key: str) -> Action:
    found = actions_for(actor).filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def lock_device(device_id: int, *, wait: bool = False) -> Device | None:
    """Lock a phone's row; none, unless one waits, while somebody else works on it."""
    rows = Device.objects.select_for_update(no_key=True, skip_locked=not wait)
    return rows.filter(pk=device_id).first()


def lock_due_device() -> Device | None:
    """Lock a phone with something to do that nobody is at work on."""
    rows = Device.objects.select_for_update(no_key=True, skip_locked=True)
    return rows.filter(Exists(Action.objects.due().filter(device=OuterRef("pk")))).first()


def next_action(device: Device) -> Action | None:
    """The first whose moment has come and that nothing before it holds back."""
    due = Action.objects.due().filter(device=device)
    return due.order_by("seq", "pk").select_related("person").first()


def is_rush(now: datetime) -> bool:
    """Many phones are coming in, and nothing that is due has waited for long."""
    phones = Device.objects.filter(seen_at__gt=now - _JUST_NOW)[:_MANY].count()
    waits = Action.objects.waiting().filter(due_at__lt=now - _LONG)
    return phones == _MANY and not waits.exists()
