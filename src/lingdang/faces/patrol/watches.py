"""Who is on duty where I serve, who is next, and what one shift tells the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from lingdang.dispatching.public import hand_overs_for, in_hand, team_at
from lingdang.faces.entrance import times
from lingdang.faces.patrol.grounds import MOST, tops
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty, Holder, PersonCard, cards
from lingdang.places.public import PlaceNode
from lingdang.shifts.public import Roster, Station, roster_at

_NOTES = 5
_SOON = timedelta(days=2)  # as far as a roster looks


@dataclass(frozen=True, slots=True)
class OnWatch:
    who: str
    role: str
    at: str  # until when, or from when


@dataclass(frozen=True, slots=True)
class Watch:
    """One place: who is there now and next; what I have in hand there, who could take it."""

    place: PlaceNode
    now: list[OnWatch]
    next: list[OnWatch]
    takers: list[tuple[int, str]]
    cases: int
    key: str


@dataclass(frozen=True, slots=True)
class ShiftNote:
    when: str
    who: str
    cases: int
    text: str


def watches(actor: Actor, now: datetime) -> list[Watch]:
    places = tops(actor)[:MOST]
    roster = roster_at(now, place_ids=[place.id for place in places])
    return [_watch(actor, place, roster, now) for place in places]


def _watch(actor: Actor, place: PlaceNode, roster: Roster, now: datetime) -> Watch:
    where = Station(place_id=place.id)
    team = team_at(where)
    known = cards(post.person_id for post in team)
    may = actor.reach(Duty.SETTLE_IN_GRID).covers_path(place.path)
    others = [post for post in _soonest(team, roster, now) if post.person_id != actor.person_id]
    return Watch(
        place,
        now=[_there(post, known, roster, now) for post in team if roster.on_duty(post, now)],
        next=[_coming(post, known, roster, now) for post in _coming_posts(team, roster, now)],
        takers=[(post.person_id, known[post.person_id].display) for post in others] if may else [],
        cases=in_hand(actor, where, [actor.person_id or 0]).count() if may else 0,
        key=uuid4().hex,
    )


def _soonest(team: Iterable[Holder], roster: Roster, now: datetime) -> list[Holder]:
    return sorted(team, key=lambda post: roster.wait(post, now))


def _coming_posts(team: Iterable[Holder], roster: Roster, now: datetime) -> list[Holder]:
    return [
        post for post in _soonest(team, roster, now) if timedelta() < roster.wait(post, now) < _SOON
    ]


def _there(post: Holder, known: dict[int, PersonCard], roster: Roster, now: datetime) -> OnWatch:
    until = roster.until(post, now)
    return _on_watch(post, known, times.when(until, now) if until else "")


def _coming(post: Holder, known: dict[int, PersonCard], roster: Roster, now: datetime) -> OnWatch:
    return _on_watch(post, known, times.when(now + roster.wait(post, now), now))


def _on_watch(post: Holder, known: dict[int, PersonCard], at: str) -> OnWatch:
    card = known[post.person_id]
    return OnWatch(card.display, card.role, at)


def shift_notes(actor: Actor) -> list[ShiftNote]:
    """What was told at the latest hand-overs that concern me, the newest first."""
    found = list(hand_overs_for(actor)[:_NOTES])
    known, now = cards({one.by_id for one in found if one.by_id}), timezone.now()
    return [
        ShiftNote(
            times.when(one.at, now),
            known[one.by_id].display if one.by_id in known else "",
            one.cases,  # type: ignore[attr-defined]  # annotated by the query
            one.note,
        )
        for one in found
    ]
