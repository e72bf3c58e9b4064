"""Who serves with whom, who is next on duty, and what they have in hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lingdang.cases.public import OPEN, CaseQuerySet, cases_for
from lingdang.dispatching.enums import DUTY_ROLES
from lingdang.dispatching.judging import upwards
from lingdang.dispatching.models import HandedCase, HandOver
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Duty, Holder, Role, holders
from lingdang.places.public import PlaceNode, tree
from lingdang.shifts.public import Roster, Span, Station, places_offered, roster_at


def team_at(where: Station) -> list[Holder]:
    """Who can have cases in hand there; each person once, the longest in the post first."""
    if where.unit_id is not None:
        found = holders(Role.UNIT_HANDLER, unit_id=where.unit_id)
    else:
        found = holders(*DUTY_ROLES, place_ids=[where.place_id or 0])
    return list({post.person_id: post for post in reversed(found)}.values())[::-1]


def next_on_duty(
    team: Iterable[Holder], roster: Roster, at: datetime, without: Iterable[int]
) -> Holder | None:
    """Whoever is on duty now and does not leave, else whose shift begins next."""
    staying = [post for post in team if post.person_id not in set(without)]
    return min(staying, key=lambda post: roster.wait(post, at), default=None)


def off_duty(team: Iterable[Holder], roster: Roster, at: datetime) -> list[int]:
    return [post.person_id for post in team if not roster.on_duty(post, at)]


def in_hand(actor: Actor, where: Station, person_ids: Iterable[int]) -> CaseQuerySet:
    """Find the open cases that these people have in hand there, as far as the actor sees them."""
    cases = cases_for(actor).in_states(OPEN).filter(handler__in=list(person_ids))
    if where.unit_id is not None:
        return cases.filter(unit=where.unit_id)
    return cases.filter(unit=None).under(tree().node(where.place_id or 0).path)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a hand-over would do: nothing has happened yet."""

    team: list[Holder]
    on_duty: set[int]
    gaps: list[Span]  # of today, in which nobody of the team is on duty
    givers: list[int]
    taker: Holder | None
    cases: CaseQuerySet


def preview(
    actor: Actor, where: Station, *, giver_id: int | None = None, taker_id: int | None = None
) -> Preview:
    """Without a giver it is the shift that has ended; without a taker whoever is next on duty."""
    _require_station(actor, where)
    team, now = team_at(where), timezone.localtime()
    places = [where.place_id] if where.place_id else None
    roster = roster_at(now, place_ids=places, unit_id=where.unit_id)
    off = off_duty(team, roster, now)
    givers = [giver_id] if giver_id else [pk for pk in off if pk != taker_id]
    if taker_id is None:
        taker = next_on_duty(team, roster, now, givers)
    else:
        taker = next((post for post in team if post.person_id == taker_id), None)
    return Preview(
        team=team,
        on_duty={post.person_id for post in team} - {*off},
        gaps=roster.gaps(team, now.date()),
        givers=givers,
        taker=taker,
        cases=in_hand(actor, where, givers),
    )


def _require_station(actor: Actor, where: Station) -> None:
    """A post out of one's reach is not there."""
    duties = (Duty.DISPATCH_CASE, Duty.HANDLE_CASE, Duty.SETTLE_IN_GRID)
    places = tree()
    path = places.node(where.place_id).path if where.place_id else ""
    if not any(actor.reach(duty).covers(path=path, unit_id=where.unit_id) for duty in duties):
        raise NotFound


def hand_overs_for(actor: Actor) -> QuerySet[HandOver]:
    """Those that touched a case which the actor may see, the newest first; no other is counted.

    And whatever one gave or took oneself: its note may be all that it holds.
    """
    me = actor.person_id or 0
    seen = HandedCase.objects.filter(case__in=cases_for(actor).values("pk"))
    found = HandOver.objects.filter(Q(pk__in=seen.values("hand_over")) | Q(to=me) | Q(by=me))
    shown = Count("handed", filter=Q(handed__case__in=cases_for(actor).values("pk")))
    return found.annotate(cases=shown).select_related("to", "by", "unit").order_by("-id")


def hand_over_for(actor: Actor, hand_over_id: int) -> HandOver:
    found = hand_overs_for(actor).filter(pk=hand_over_id).first()
    if found is None:
        raise NotFound
    return found


def handed_cases(actor: Actor, done: HandOver) -> CaseQuerySet:
    """The cases of a hand-over, as far as the actor sees them."""
    handed = HandedCase.objects.filter(hand_over=done.pk)
    return cases_for(actor).filter(pk__in=handed.values("case"))


def own_places(actor: Actor) -> list[PlaceNode]:
    """Where the actor settles matters: the top of each reach, not all that lies in it."""
    return _tops(actor, Duty.SETTLE_IN_GRID)


def stations_of(actor: Actor) -> list[Station]:
    """Where the actor may hand over: their own posts, then what lies where they dispatch."""
    found = [*own_places(actor), *places_offered(actor.reach(Duty.DISPATCH_CASE))]
    nodes = dict.fromkeys(node.id for node in found)
    units = sorted(actor.reach(Duty.HANDLE_CASE).units)
    return [Station(unit_id=unit) for unit in units] + [Station(place_id=pk) for pk in nodes]


def _tops(actor: Actor, duty: str) -> list[PlaceNode]:
    places = tree()
    ids = [upwards(path)[0] if path else places.root().id for path in actor.reach(duty).paths]
    return sorted((places.node(pk) for pk in ids if pk in places), key=lambda node: node.path)
