"""A fact about two cases is told of both."""

from typing import Any

from lingdang.rebounds.facts import ReboundEvent
from lingdang.rebounds.models import Rebound


def told_of_both(it: Rebound, event: type[ReboundEvent], **said: Any) -> list[ReboundEvent]:
    return [
        event(
            case_id=one.pk,
            held_at_id=one.place_id,
            rebound_id=it.pk,
            other_id=other.pk,
            first=one is it.case,
            spot=it.spot,
            days=it.days,
            **said,
        )
        for one, other in ((it.case, it.earlier), (it.earlier, it.case))
    ]
