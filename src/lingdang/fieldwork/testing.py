"""Builders for the tests of other rooms."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from lingdang.fieldwork.models import Action
from lingdang.fieldwork.services.receiving import Sent
from lingdang.fieldwork.services.syncing import sync
from lingdang.kernel.actor import Actor

PHONE = "a" * 32


def sent(
    kind: str, *, key: str = "", seq: int = 0, at: datetime | None = None, **data: Any
) -> Sent:
    return Sent(key or uuid4().hex, seq, kind, at or timezone.now(), data)


def synced(*actions: Sent, by: Actor, device: str = PHONE, **more: Any) -> list[Action]:
    """What became of them, in their order."""
    more.setdefault("phone_time", timezone.now())
    sync(device=device, sent=actions, by=by, **more)
    noted = {one.key: one for one in Action.objects.filter(person=by.person_id)}
    return [noted[one.key] for one in actions]
