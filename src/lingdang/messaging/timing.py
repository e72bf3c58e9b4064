"""When a message may go out: quiet hours, and the rhythm that a person chose. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from lingdang.messaging.enums import Rhythm, Sending

_DAY, _WEEK = timedelta(days=1), 7


@dataclass(frozen=True, slots=True)
class Habits:
    """How one person is told. ``quiet`` may run over midnight."""

    silent: frozenset[str]
    quiet: tuple[time, time] | None
    rhythm: Rhythm
    digest_at: time
    digest_weekday: int
    language: str


def first_moment(habits: Habits, now: datetime, *, urgent: bool) -> tuple[Sending, datetime]:
    """How a message starts, and when it is due; what is urgent waits for nothing."""
    if urgent:
        return Sending.WAITING, now
    if habits.rhythm == Rhythm.AT_ONCE:
        return Sending.WAITING, after_quiet(habits.quiet, now)
    return Sending.GATHERED, after_quiet(habits.quiet, next_digest(habits, now))


def after_quiet(quiet: tuple[time, time] | None, at: datetime) -> datetime:
    """``at`` itself, or the end of the quiet hours that it falls into."""
    if quiet is None:
        return at
    begins, ends = quiet
    local = timezone.localtime(at)
    clock = local.time()
    over_midnight = begins > ends
    if over_midnight:
        if ends <= clock < begins:
            return at
    elif not begins <= clock < ends:
        return at
    day = local + _DAY if over_midnight and clock >= begins else local
    return _on(day, ends)


def next_digest(habits: Habits, now: datetime) -> datetime:
    """When what happens at ``now`` is told: strictly later, so that a digest never ends a row."""
    local = timezone.localtime(now)
    if habits.rhythm == Rhythm.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    days = 0
    if habits.rhythm == Rhythm.WEEKLY:
        days = (habits.digest_weekday - local.weekday()) % _WEEK
    moment = _on(local + timedelta(days=days), habits.digest_at)
    step = _WEEK if habits.rhythm == Rhythm.WEEKLY else 1
    return moment if moment > now else _on(moment + timedelta(days=step), habits.digest_at)


def _on(day: datetime, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day.date(), clock))
