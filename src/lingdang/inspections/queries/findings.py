"""Findings, orders and circulars as somebody may know them."""

from django.db.models import Case as Choice
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lingdang.cases.public import State as CaseState
from lingdang.inspections.enums import BAD, PUBLISH, SEE, Standing
from lingdang.inspections.models import Circular, Finding, Named, Order
from lingdang.inspections.policies import covered_places
from lingdang.inspections.queries.rounds import points_for, rounds_for
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

PUT_RIGHT = sorted({CaseState.VERIFIED, CaseState.CALLED_BACK, CaseState.CLOSED})
_GONE = sorted({CaseState.REFUSED, CaseState.WITHDRAWN})


def _in(states: list[CaseState]) -> Q:
    """Whether the case, or the one it was merged into, stands so."""
    merged = Q(case__state=CaseState.MERGED, case__merged_into__state__in=states)
    return Q(case__state__in=states) | merged


IS_RECTIFIED, IS_DROPPED = _in(PUT_RIGHT), _in(_GONE)
CAME_BACK = Q(case__returns__gt=0) | Q(case__reopened__gt=0)


def findings_for(actor: Actor) -> QuerySet[Finding]:
    return Finding.objects.filter(point__in=points_for(actor).values("pk"))


def finding_for(actor: Actor, finding_id: int) -> Finding:
    loaded = findings_for(actor).select_related("round", "point", "item", "case", "order__unit")
    found = loaded.filter(pk=finding_id).first()
    if found is None:
        raise NotFound
    return found


def bad_findings_for(actor: Actor) -> QuerySet[Finding]:
    """What is to be put right, with its standing and its three moments."""
    standing = Choice(
        When(IS_RECTIFIED, then=Value(Standing.RECTIFIED)),
        When(IS_DROPPED, then=Value(Standing.DROPPED)),
        default=Value(Standing.OPEN),
        output_field=CharField(),
    )
    bad = findings_for(actor).filter(result__in=sorted(BAD))
    return bad.annotate(
        standing=standing,
        handed_at=Coalesce("order__made_at", "case__dispatched_at"),
        rectified_at=F("case__verified_at"),
        unit_of=Coalesce("order__unit_id", "case__unit_id"),
    )


def may_read_photo(actor: Actor, finding_id: int) -> bool:
    return findings_for(actor).filter(pk=finding_id).exists()


def orders_for(actor: Actor) -> QuerySet[Order]:
    """Those of one's unit, and those of rounds whose points one sees whole."""
    known = Order.objects.filter(round__in=rounds_for(actor).values("pk"))
    seen = Finding.objects.filter(order=OuterRef("pk"), point__in=points_for(actor).values("pk"))
    own = Q(unit__in=actor.reach(SEE).units)
    counted = {"all_of": Count("findings"), "right": Count("findings", filter=_right())}
    return known.filter(own | Exists(seen)).select_related("unit", "round").annotate(**counted)


def _right() -> Q:
    merged = Q(
        findings__case__state=CaseState.MERGED, findings__case__merged_into__state__in=PUT_RIGHT
    )
    return Q(findings__case__state__in=PUT_RIGHT) | merged


def order_for(actor: Actor, order_id: int) -> Order:
    found = orders_for(actor).filter(pk=order_id).first()
    if found is None:
        raise NotFound
    return found


def circulars_for(actor: Actor) -> QuerySet[Circular]:
    """Published ones of rounds one knows, or that name one's unit; drafts for who publishes."""
    rounds = rounds_for(actor).values("pk")
    names = Named.objects.filter(circular=OuterRef("pk"), unit__in=actor.reach(SEE).units)
    told = Q(published_at__isnull=False) & (Q(round__in=rounds) | Exists(names))
    within = covered_places(actor, PUBLISH)
    drafts = ~Q(pk=None) if within is None else Q(round__place__in=within)
    counted = {
        "named_all": Count("named"),
        "confirmed": Count("named", filter=Q(named__confirmed_at__isnull=False)),
    }
    return Circular.objects.filter(told | drafts).select_related("round").annotate(**counted)


def circular_for(actor: Actor, circular_id: int) -> Circular:
    found = circulars_for(actor).filter(pk=circular_id).first()
    if found is None:
        raise NotFound
    return found


def named_in(circular: Circular) -> list[Named]:
    """Who has not confirmed comes first."""
    return list(
        Named.objects.filter(circular=circular)
        .select_related("unit")
        .order_by(F("confirmed_at").asc(nulls_first=True), "unit__code")
    )
