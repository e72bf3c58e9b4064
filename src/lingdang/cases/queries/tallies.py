"""How many, of a place: what anybody may know."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from lingdang.cases.enums import State
from lingdang.cases.models import Case


@dataclass(frozen=True, slots=True)
class Tally:
    received: int
    settled: int


def tally(path: str, since: datetime | None = None) -> Tally:
    """Count what was received, and what was closed, below a path since a moment.

    What its reporter took back is in neither, nor what only some may know of; what several
    reported, or several do, counts once.
    """
    cases = Case.objects.unrestricted().under(path).whole().exclude(state=State.WITHDRAWN)
    closed = Q(state=State.CLOSED)
    if since is None:
        return Tally(**cases.aggregate(received=Count("pk"), settled=Count("pk", filter=closed)))
    received = Count("pk", filter=Q(received_at__gte=since))
    settled = Count("pk", filter=closed & Q(closed_at__gte=since))
    return Tally(**cases.aggregate(received=received, settled=settled))
