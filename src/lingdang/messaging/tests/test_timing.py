from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingdang.messaging.enums import Rhythm, Sending
from lingdang.messaging.timing import Habits, after_quiet, first_moment, next_digest

HERE = ZoneInfo("Asia/Shanghai")
NIGHT = (time(22), time(7))


def at(text):
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=HERE)


def habits(rhythm=Rhythm.AT_ONCE, quiet=NIGHT, digest_at=time(8), weekday=0):
    return Habits(frozenset(), quiet, rhythm, digest_at, weekday, "en")


@pytest.mark.parametrize(
    ("quiet", "now", "then"),
    [
        (NIGHT, "25 21:59", "25 21:59"),
        (NIGHT, "25 22:00", "26 07:00"),
        (NIGHT, "25 23:30", "26 07:00"),
        (NIGHT, "26 03:00", "26 07:00"),
        (NIGHT, "26 07:00", "26 07:00"),
        ((time(12), time(14)), "25 12:00", "25 14:00"),
        ((time(12), time(14)), "25 14:00", "25 14:00"),
        ((time(12), time(14)), "25 11:59", "25 11:59"),
        (None, "25 03:00", "25 03:00"),
    ],
)
def test_quiet_hours_put_off_to_their_end(quiet, now, then):
    assert after_quiet(quiet, at(now)) == at(then)


@pytest.mark.parametrize(
    ("rhythm", "now", "then"),
    [
        (Rhythm.HOURLY, "25 09:00", "25 10:00"),
        (Rhythm.HOURLY, "25 09:59", "25 10:00"),
        (Rhythm.DAILY, "25 07:59", "25 08:00"),
        (Rhythm.DAILY, "25 08:00", "26 08:00"),
        (Rhythm.DAILY, "25 22:30", "26 08:00"),
        (Rhythm.WEEKLY, "25 09:00", "30 08:00"),  # a Wednesday, to Monday
        (Rhythm.WEEKLY, "23 07:00", "23 08:00"),  # a Monday before eight
        (Rhythm.WEEKLY, "23 08:00", "30 08:00"),
    ],
)
def test_a_digest_goes_out_at_its_next_time(rhythm, now, then):
    assert next_digest(habits(rhythm), at(now)) == at(then)


def test_what_is_urgent_waits_for_nothing():
    moment = at("25 23:00")
    how = habits(Rhythm.WEEKLY)
    assert first_moment(how, moment, urgent=True) == (Sending.WAITING, moment)
    assert first_moment(how, moment, urgent=False) == (Sending.GATHERED, at("30 08:00"))
    assert first_moment(habits(), moment, urgent=False) == (Sending.WAITING, at("26 07:00"))


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001 -- made aware
    lambda moment: moment.replace(tzinfo=HERE)
)


@given(MOMENTS, st.sampled_from(Rhythm), st.times(), st.integers(0, 6), st.times(), st.times())
def test_nothing_goes_out_too_early_in_quiet_hours_or_more_than_eight_days_late(  # noqa: PLR0917 -- drawn
    now, rhythm, digest_at, weekday, begins, ends
):
    quiet = None if begins == ends else (begins, ends)
    how = habits(rhythm, quiet, digest_at, weekday)
    _state, due = first_moment(how, now, urgent=False)
    assert due >= now
    assert after_quiet(quiet, due) == due
    assert (due - now).days <= 8
