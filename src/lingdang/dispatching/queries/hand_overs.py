"""Who serves with whom, who is next on duty, and what they have in hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

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

_DAY = 24 * 60
_OFFERED = 400  # places that a list of choices can hold


@dataclass(frozen=True, slots=True)
class Station:
    """Where a shift is worked: at a place, or in a unit."""

    place_id: int | None = None
    unit_id: int | None = None

    def __str__(self) -> str:
        return f"place-{self.place_id}" if self.place_id else f"unit-{self.unit_id}"


def team_at(where: Station) -> list[Holder]:
    """Who can have cases in hand there; each person once, the longest in the post first."""
    if where.unit_id is not None:
        found = holders(Role.UNIT_HANDLER, unit_id=where.unit_id)
    else:
        found = holders(*DUTY_ROLES, place_ids=[where.place_id or 0])
    return list({post.person_id: post for post in reversed(found)}.values())[::-1]


def next_on_duty(team: Iterable[Holder], at: time, without: Iterable[int]) -> Holder | None:
    """Whoever is on duty now and does not leave, else whose shift begins next."""
    staying = [post for post in team if post.person_id not in set(without)]
    return min(staying, key=lambda post: _minutes_until(post, at), default=None)


def _minutes_until(post: Holder, at: time) -> int:
    if post.duty_from is None or post.on_duty(at):
        return 0
    return (_minutes(post.duty_from) - _minutes(at)) % _DAY


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def off_duty(team: Iterable[Holder], at: time) -> list[int]:
    return [post.person_id for post in team if not post.on_duty(at)]


def uncovered(team: Iterable[Holder]) -> list[tuple[time, time]]:
    """The hours of the day in which nobody of a team is on duty."""
    posts = list(team)
    edges = sorted({0, *(_minutes(at) for post in posts for at in _shift(post))})
    spans = zip(edges, [*edges[1:], _DAY], strict=True)
    free: list[tuple[int, int]] = []
    for begins, ends in spans:
        if any(post.on_duty(_clock(begins)) for post in posts):
            continue
        if free and free[-1][1] == begins:
            begins = free.pop()[0]  # noqa: PLW2901 -- joined to the span before it
        free.append((begins, ends))
    return [(_clock(begins), _clock(ends)) for begins, ends in free]


def _shift(post: Holder) -> list[time]:
    return [at for at in (post.duty_from, post.duty_to) if at]


def _clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


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
    givers: list[int]
    taker: Holder | None
    cases: CaseQuerySet


def preview(
    actor: Actor, where: Station, *, giver_id: int | None = None, taker_id: int | None = None
) -> Preview:
    """Without a giver it is the shift that has ended; without a taker whoever is next on duty."""
    _require_station(actor, where)
    team, now = team_at(where), timezone.localtime().time()
    givers = [giver_id] if giver_id else [pk for pk in off_duty(team, now) if pk != taker_id]
    if taker_id is None:
        taker = next_on_duty(team, now, givers)
    else:
        taker = next((post for post in team if post.person_id == taker_id), None)
    return Preview(team, givers, taker, in_hand(actor, where, givers))


def _require_station(actor: Actor, where: Station) -> None:
    """A post out of one's reach is not there."""
    duties = (Duty.DISPATCH_CASE, Duty.HANDLE_CASE, Duty.SETTLE_IN_GRID)
    places = tree()
    path = places.node(where.place_id).path if where.place_id else ""
    if not any(actor.reach(duty).covers(path=path, unit_id=where.unit_id) for duty in duties):
        raise NotFound


def hand_overs_for(actor: Actor) -> QuerySet[HandOver]:
    """Those that touched a case which the actor may see, the newest first; no other is counted."""
    seen = HandedCase.objects.filter(case__in=cases_for(actor).values("pk"))
    found = HandOver.objects.filter(pk__in=seen.values("hand_over"))
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
    places = tree()
    nodes = {node.id: node for node in own_places(actor)}
    for top in _tops(actor, Duty.DISPATCH_CASE):
        below = places.subtree(top.id)
        while len(below) > _OFFERED:
            finest = max(node.depth for node in below)
            below = [node for node in below if node.depth < finest]
        nodes |= {node.id: node for node in sorted(below, key=lambda node: node.path)}
    units = sorted(actor.reach(Duty.HANDLE_CASE).units)
    return [Station(unit_id=unit) for unit in units] + [Station(place_id=pk) for pk in nodes]


def _tops(actor: Actor, duty: str) -> list[PlaceNode]:
    places = tree()
    ids = [upwards(path)[0] if path else places.root().id for path in actor.reach(duty).paths]
    return sorted((places.node(pk) for pk in ids if pk in places), key=lambda node: node.path)
