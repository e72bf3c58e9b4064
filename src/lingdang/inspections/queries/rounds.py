"""Rounds and their points as somebody may know them; every page, sheet and program starts here."""

from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lingdang.inspections.enums import BAD, PLAN, PUBLISH, SEE, State
from lingdang.inspections.models import Finding, Order, Point, Round
from lingdang.inspections.policies import covered_places, places_around
from lingdang.inspections.queries.lists import groups_of_person
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

_EVERY = Q(pk__isnull=False)  # an empty Q vanishes beside another


def known_to(actor: Actor) -> Q:
    """Rounds that are no secret to somebody."""
    inside = _organised_by(actor) | Q(groups__in=groups_of_person(actor.person_id))
    told = ~Q(unannounced=True) | Q(state=State.PUBLISHED)
    return inside | told & _concerns(actor)


def _organised_by(actor: Actor) -> Q:
    """Where one plans or publishes; not what is organised above, however near."""
    wanted = Q(pk__in=())
    for duty in (PLAN, PUBLISH):
        within = covered_places(actor, duty)
        if within is None:
            return _EVERY
        wanted |= Q(place__in=within)
    return wanted


def _concerns(actor: Actor) -> Q:
    """Organised at a place within reach or around it; or one's unit was ordered something."""
    if not actor.has(SEE):
        return Q(pk__in=())
    around = places_around(actor, SEE)
    if around is None:
        return _EVERY
    ordered = Order.objects.filter(round=OuterRef("pk"), unit__in=actor.reach(SEE).units)
    return Q(place__in=around) | Q(Exists(ordered))


def rounds_for(actor: Actor) -> QuerySet[Round]:
    known = Round.objects.filter(known_to(actor)).values("pk")
    return Round.objects.filter(pk__in=known).select_related("checklist__checklist")


def round_for(actor: Actor, round_id: int) -> Round:
    found = rounds_for(actor).filter(pk=round_id).first()
    if found is None:
        raise NotFound
    return found


def with_progress(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """How many points there are and were seen, and what was found bad."""
    bad = Finding.objects.filter(round=OuterRef("pk"), result__in=sorted(BAD)).order_by()
    return rounds.annotate(
        points_all=Count("points", distinct=True),
        points_seen=Count("points", filter=Q(points__seen_at__isnull=False), distinct=True),
        bad=_counted(bad),
    )


def _counted(rows: QuerySet[Finding]) -> Coalesce:
    counted = rows.values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def on_days(rounds: QuerySet[Round], first: date, last: date) -> QuerySet[Round]:
    return rounds.filter(from_on__lte=last, until_on__gte=first)


def points_for(actor: Actor, round_: Round | None = None) -> QuerySet[Point]:
    """Points of rounds one knows: all of one's own rounds, of others those within reach."""
    known = Point.objects.filter(round__in=rounds_for(actor).values("pk"))
    known = known.filter(round=round_) if round_ else known
    within = covered_places(actor)
    if within is None:
        return known
    mine = Round.objects.filter(
        _organised_by(actor) | Q(groups__in=groups_of_person(actor.person_id))
    )
    ordered = Finding.objects.filter(point=OuterRef("pk"), order__unit__in=actor.reach(SEE).units)
    return known.filter(Q(place__in=within) | Q(round__in=mine.values("pk")) | Exists(ordered))


def point_for(actor: Actor, point_id: int) -> Point:
    found = points_for(actor).filter(pk=point_id).select_related("round", "group").first()
    if found is None:
        raise NotFound
    return found


def lock_round(round_id: int) -> Round:
    found = Round.objects.select_for_update(no_key=True, of=("self",)).filter(pk=round_id)
    locked = found.select_related("checklist").first()
    if locked is None:
        raise NotFound
    return locked


def is_member(actor: Actor, round_: Round) -> bool:
    return round_.groups.filter(pk__in=groups_of_person(actor.person_id)).exists()
