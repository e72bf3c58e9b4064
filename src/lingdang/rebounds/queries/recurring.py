"""Places where it comes back again and again."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from lingdang.rebounds.enums import State
from lingdang.rebounds.models import Rebound
from lingdang.rebounds.queries.rows import standing

_OFTEN = 2
_MOST = 50


@dataclass(frozen=True, slots=True)
class Recurring:
    place_id: int
    rebounds: int


def recurring(found: QuerySet[Rebound]) -> list[Recurring]:
    """Where it came back twice or more: in the order of how often, then of places."""
    counted = standing(found.filter(state=State.COUNTED)).order_by()
    rows = counted.values_list("place_id").annotate(many=Count("pk"))
    often = rows.filter(many__gte=_OFTEN).order_by("-many", "place_id")
    return [Recurring(*row) for row in often[:_MOST]]
