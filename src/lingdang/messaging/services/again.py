"""Send again what failed, and forget what is long over."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.messaging.enums import OVER, Sending
from lingdang.messaging.errors import NotFailed
from lingdang.messaging.facts import SentAgain
from lingdang.messaging.models import Device, Message, Outgoing
from lingdang.messaging.policies import require_manage

MOST_AT_ONCE = 1000
_BATCH = 5000


@transaction.atomic
def send_again(*, ids: Iterable[int], by: Actor) -> int:
    """Give what failed all its tries again; says how many there were."""
    require_manage(by)
    rows = Outgoing.objects.failed().filter(pk__in=list(ids)[:MOST_AT_ONCE])
    failed = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if not failed:
        raise NotFailed
    Outgoing.objects.filter(pk__in=failed).update(
        state=Sending.WAITING, tries=0, due_at=timezone.now(), over_at=None
    )
    record_all([SentAgain(outgoing_id=pk) for pk in failed], by=by)
    return len(failed)


def prune() -> int:
    """Forget messages after the days for which they are kept; says how many rows went."""
    before = timezone.now() - timedelta(days=settings.MESSAGE_DAYS)
    old = Q(state__in=sorted(OVER), over_at__lt=before)
    gone = 0
    while batch := list(Outgoing.objects.filter(old).values_list("pk", flat=True)[:_BATCH]):
        gone += Outgoing.objects.filter(pk__in=batch).delete()[0]
    while batch := list(
        Message.objects.filter(at__lt=before).values_list("pk", flat=True)[:_BATCH]
    ):
        gone += Message.objects.filter(pk__in=batch).delete()[0]
    unused = ~Exists(Outgoing.objects.filter(device=OuterRef("pk")))
    return gone + Device.objects.filter(unused, ended_at__lt=before).delete()[0]
