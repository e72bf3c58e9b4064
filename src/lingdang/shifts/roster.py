"""Who is on duty by the plan, else by the daily hours of a post. Pure: posts and shifts go in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from lingdang.people.public import Holder, Served, is_on_duty
from lingdang.shifts.stations import Span, day_of, midnight

type Team = tuple[int | None, int | None, str]  # place, unit, role

_DAY = timedelta(days=1)
_FAR = timedelta(days=7)  # nothing planned in what was looked at


class Planned(Protocol):
    """A shift, as far as it decides who is on duty."""

    person_id: int
    place_id: int | None
    unit_id: int | None
    role: str
    starts_at: datetime
    ends_at: datetime


def team_key(post: Served | Planned) -> Team:
    return post.place_id, post.unit_id, post.role


class Roster:
    """Planned shifts of some days, by team.

    The plan decides on a day on which a shift of the team starts, and while one lasts; at any other
    time the daily hours of each post do.
    """

    def __init__(self, shifts: Iterable[Planned] = ()) -> None:
        self._by_team: defaultdict[Team, list[Planned]] = defaultdict(list)
        for shift in shifts:
            self._by_team[team_key(shift)].append(shift)

    def on_duty(self, post: Served, at: datetime) -> bool:
        shifts = self._by_team.get(team_key(post), [])
        if self._decides(shifts, at):
            return any(one.person_id == post.person_id for one in _lasting(shifts, at))
        return is_on_duty(post, timezone.localtime(at).time())

    def until(self, post: Served, at: datetime) -> datetime | None:
        """When the planned shift of somebody who is on duty ends; none: their daily hours hold."""
        shifts = self._by_team.get(team_key(post), [])
        mine = (one.ends_at for one in _lasting(shifts, at) if one.person_id == post.person_id)
        return next(mine, None)

    def wait(self, post: Served, at: datetime) -> timedelta:
        """How long until somebody is on duty; nothing for who is."""
        if self.on_duty(post, at):
            return timedelta()
        shifts = self._by_team.get(team_key(post), [])
        coming = [one for one in shifts if one.person_id == post.person_id and one.starts_at > at]
        if coming:
            return min(one.starts_at for one in coming) - at
        if self._decides(shifts, at) or post.duty_from is None:
            return _FAR
        now = timezone.localtime(at)
        begins = datetime.combine(now.date(), post.duty_from, now.tzinfo)
        return (begins - now) % _DAY

    def covered(self, posts: Iterable[Holder], day: date) -> list[Span]:
        """When somebody of these is on duty on a day: joined spans, in order."""
        by_team: defaultdict[Team, list[Holder]] = defaultdict(list)
        for post in posts:
            by_team[team_key(post)].append(post)
        found = (span for key, team in by_team.items() for span in self._spans(key, team, day))
        return _joined(found)

    def gaps(self, posts: Iterable[Holder], day: date) -> list[Span]:
        """When nobody of these is on duty on a day."""
        edge, last = midnight(day), midnight(day + _DAY)
        found = []
        for span in self.covered(posts, day):
            if span.starts_at > edge:
                found.append(Span(edge, span.starts_at))
            edge = span.ends_at
        return [*found, Span(edge, last)] if edge < last else found

    @staticmethod
    def _decides(shifts: list[Planned], at: datetime) -> bool:
        today = day_of(at)
        return any(day_of(one.starts_at) == today for one in shifts) or any(_lasting(shifts, at))

    def _spans(self, key: Team, team: list[Holder], day: date) -> Iterator[Span]:
        first, last = midnight(day), midnight(day + _DAY)
        shifts, held = self._by_team.get(key, []), {post.person_id for post in team}
        for one in shifts:
            starts, ends = max(one.starts_at, first), min(one.ends_at, last)
            if starts < ends and one.person_id in held:
                yield Span(starts, ends)
        if not any(day_of(one.starts_at) == day for one in shifts):
            for post in team:
                yield from _daily(post, day)


def _lasting(shifts: list[Planned], at: datetime) -> Iterator[Planned]:
    return (one for one in shifts if one.starts_at <= at < one.ends_at)


def _daily(post: Holder, day: date) -> Iterator[Span]:
    first, last = midnight(day), midnight(day + _DAY)
    if post.duty_from is None or post.duty_to is None:
        yield Span(first, last)
        return
    begins, ends = (_clock(first, at) for at in (post.duty_from, post.duty_to))
    if begins < ends:
        yield Span(begins, ends)
    elif ends < begins:
        yield from (Span(begins, last), *([Span(first, ends)] if first < ends else []))


def _clock(day: datetime, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localtime(day).date(), at))


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts_at <= found[-1].ends_at:
            before = found.pop()
            found.append(Span(before.starts_at, max(before.ends_at, span.ends_at)))
        else:
            found.append(span)
    return found
