"""At most so many in a minute by one channel or robot, whatever processes send."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from lingdang.messaging.models import Pace

# A minute, and as long as a request may be under way: the other side counts when it arrives.
_MINUTE = timedelta(seconds=60)


def limit_of(channel: str) -> int:
    limits: dict[str, int] = settings.MESSAGES_A_MINUTE_BY_CHANNEL
    return limits.get(channel, settings.MESSAGES_A_MINUTE)


@transaction.atomic
def locked_pace(bucket: str) -> tuple[Pace, datetime]:
    """The pace of a channel or robot, held until the transaction ends, and the database's time."""
    Pace.objects.bulk_create([Pace(bucket=bucket)], ignore_conflicts=True)
    pace = Pace.objects.select_for_update().get(pk=bucket)
    with connection.cursor() as cursor:  # machines' clocks differ; this is read after the wait
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return pace, now


def open_from(pace: Pace, channel: str, now: datetime) -> datetime | None:
    """None when one may be sent now, else from when on."""
    if pace.shut_until and pace.shut_until > now:
        return pace.shut_until
    recent = [at for at in pace.sent_at if at > now - _window()]
    limit = limit_of(channel)
    return recent[-limit] + _window() if len(recent) >= limit else None


def count_one(pace: Pace, channel: str, now: datetime) -> None:
    pace.sent_at = [*pace.sent_at, now][-limit_of(channel) :]
    pace.save(update_fields=["sent_at"])


@transaction.atomic
def shut(bucket: str, seconds: float) -> None:
    """Leave it alone for a while: it asked for that, or does not answer."""
    pace, now = locked_pace(bucket)
    pace.shut_until = now + timedelta(seconds=seconds)
    pace.save(update_fields=["shut_until"])


def _window() -> timedelta:
    return _MINUTE + timedelta(seconds=settings.MESSAGE_TIMEOUT_SECONDS)
