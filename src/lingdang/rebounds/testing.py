"""Builders for the tests of other rooms."""

from typing import Any

from django.utils import timezone

from lingdang.cases.public import Case, Spot
from lingdang.rebounds.enums import State
from lingdang.rebounds.models import Rebound


def a_rebound(case: Case, earlier: Case, **more: Any) -> Rebound:
    """Of a filed case on a closed one, by address."""
    known: dict[str, Any] = {"spot": Spot.ADDRESS, "state": State.COUNTED, "days": 3}
    known |= {"category_id": case.category_id, "place_id": case.origin_place_id}
    known |= {"unit_id": earlier.unit_id, "closed_at": earlier.closed_at}
    known |= {"found_at": timezone.now()} | more
    return Rebound.objects.create(case=case, earlier=earlier, **known)
