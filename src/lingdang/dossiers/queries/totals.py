"""What adds up: square metres by month; what is open, and settled but not yet answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth

from lingdang.cases.public import OPEN, CaseQuerySet, State, cases_for
from lingdang.dossiers.models import Document, Reply
from lingdang.kernel.actor import Actor
from lingdang.standards.public import Procedure

_SETTLED = (State.HANDLED, State.VERIFIED, State.CALLED_BACK)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    month: date
    cases: int  # that came to their removal
    removed: Decimal  # m²


def removals_by_month(actor: Actor, path: str, year: int, procedure: str = "") -> list[MonthTotal]:
    """Cases in which something was taken down below a path, month by month of a year."""
    cases = cases_for(actor).under(path)
    if procedure:
        cases = cases.filter(procedure=procedure)
    rows = (
        Document.objects.filter(case__in=cases.values("pk"), on__year=year, removed__isnull=False)
        .annotate(month=TruncMonth("on"))
        .values("month")
        .annotate(count=Count("case", distinct=True), area=Sum("removed"))
        .order_by("month")
    )
    return [MonthTotal(row["month"], row["count"], row["area"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one kind of matter, as far as somebody may see."""

    procedure: Procedure
    running: int
    unanswered: int
    ended: int


def standings_for(actor: Actor) -> list[Standing]:
    """Every kind that the actor sees a case of, or could; those entrusted to others are absent."""
    counted = {
        row["procedure"]: row
        for row in cases_for(actor)
        .filter(procedure__isnull=False)
        .order_by()
        .values("procedure")
        .annotate(
            running=Count("pk", filter=Q(state__in=sorted(OPEN))),
            unanswered=Count("pk", filter=unanswered()),
            total=Count("pk"),
        )
    }
    return [
        _standing(procedure, counted.get(procedure.code))
        for procedure in Procedure.objects.filter(in_use=True)
        if not procedure.restricted or actor.reach_as(procedure.roles).paths
    ]


def _standing(procedure: Procedure, row: Mapping[str, Any] | None) -> Standing:
    if row is None:
        return Standing(procedure, 0, 0, 0)
    return Standing(procedure, row["running"], row["unanswered"], row["total"] - row["running"])


def settled_unanswered(cases: CaseQuerySet) -> CaseQuerySet:
    """Put right, and the reporter has no word of it: a list that must be empty."""
    return cases.filter(unanswered())


def unanswered() -> Q:
    told = Reply.objects.filter(case=OuterRef("pk"), at__gte=OuterRef("handled_at"))
    wanted = Procedure.objects.filter(holds__contains=["replies"]).values("pk")
    return Q(~Exists(told), state__in=_SETTLED, procedure__in=wanted)
