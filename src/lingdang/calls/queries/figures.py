"""How calls are answered, place by place. Of persons nothing is counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q

from lingdang.calls.enums import Level, State
from lingdang.calls.queries.lists import calls_for
from lingdang.kernel.actor import Actor


class Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)%(filter)s"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Figure:
    place_id: int
    rings: int
    grid: int
    community: int
    street: int
    unanswered: int
    cancelled: int
    median: timedelta | None


def figures_for(
    actor: Actor, *, path: str = "", since: datetime | None = None, until: datetime | None = None
) -> list[Figure]:
    """One row per place that was rung from, of what this actor may see; one statement."""
    calls = calls_for(actor).select_related(None)
    if path:
        calls = calls.filter(case__path__gte=path, case__path__lt=f"{path[:-1]}0")
    if since:
        calls = calls.filter(rung_at__gte=since)
    if until:
        calls = calls.filter(rung_at__lt=until)
    answered = Q(state=State.ANSWERED)
    took = ExpressionWrapper(F("ended_at") - F("rung_at"), output_field=DurationField())
    rows = (
        calls.values("place_id")
        .annotate(
            rings=Count("pk"),
            **{level.value: Count("pk", filter=answered & Q(level=level)) for level in Level},
            unanswered=Count("pk", filter=Q(state=State.UNANSWERED)),
            cancelled=Count("pk", filter=Q(state=State.CANCELLED)),
            median=Median(took, filter=answered),
        )
        .order_by("-rings", "place_id")
    )
    return [Figure(**cast("dict[str, Any]", row)) for row in rows]
