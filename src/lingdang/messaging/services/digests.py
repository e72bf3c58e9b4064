"""Gather what a person wants told together into one message."""

from django.db import transaction
from django.utils import timezone

from lingdang.messaging.enums import Sending
from lingdang.messaging.models import Outgoing
from lingdang.messaging.wording import DIGEST

_AT_A_TIME = 200


def gather_due() -> int:
    """Make the digests whose time has come; says how many. What came after waits for the next."""
    due = Outgoing.objects.filter(state=Sending.GATHERED, due_at__lte=timezone.now())
    way = ("person", "channel", "device")
    whose = due.order_by(*way).values_list(*way).distinct()
    return sum(_gather(*one) for one in whose[:_AT_A_TIME])


@transaction.atomic
def _gather(person_id: int, channel: str, device_id: int | None) -> bool:
    now = timezone.now()
    due = Outgoing.objects.filter(
        state=Sending.GATHERED,
        due_at__lte=now,
        person=person_id,
        channel=channel,
        device=device_id,
    )
    rows = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not rows:
        return False  # another process has gathered them
    digest = Outgoing.objects.create(
        channel=channel,
        person_id=person_id,
        device_id=device_id,
        once=f"digest:{rows[0]}",
        what=DIGEST,
        told_at=now,
        due_at=now,
    )
    Outgoing.objects.filter(pk__in=rows).update(state=Sending.DIGESTED, digest=digest, over_at=now)
    return True
