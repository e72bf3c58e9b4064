from datetime import date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lingdang.kernel.calendar import SHANGHAI, Calendar

# National Day 2026 with its make-up workdays; New Year 2027 by its law.
CALENDAR = Calendar(
    days={date(2026, 10, day): False for day in range(1, 8)}
    | {date(2026, 9, 20): True, date(2026, 10, 10): True, date(2027, 1, 1): False}
)
MINUTE = timedelta(minutes=1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-09-30 17:00", 2, "urgent_hours", "2026-09-30 19:00"),
        ("2026-09-30 17:00", 1, "urgent_days", "2026-10-01 17:00"),
        ("2026-09-30 17:00", 2, "working_hours", "2026-10-08 09:00"),
        ("2026-09-30 11:00", 2, "working_hours", "2026-09-30 15:00"),
        ("2026-09-18 17:00", 1, "working_days", "2026-09-20 17:00"),
        ("2026-10-09 18:30", 1, "working_days", "2026-10-10 18:00"),
        ("2026-12-31 16:00", 4, "working_hours", "2027-01-04 10:00"),
        ("2026-10-03 12:00", 0, "working_hours", "2026-10-08 08:00"),
    ],
)
def test_deadlines_keep_to_working_time(start, amount, unit, due):
    assert CALENDAR.after(at(start), amount, unit) == at(due)


@pytest.mark.parametrize(
    ("end", "amount", "unit", "start"),
    [
        ("2026-10-08 09:00", 2, "urgent_hours", "2026-10-08 07:00"),
        ("2026-10-08 09:00", 2, "working_hours", "2026-09-30 17:00"),
        ("2026-10-08 09:00", 1, "working_hours", "2026-10-08 08:00"),
        ("2026-10-04 03:00", 1, "working_hours", "2026-09-30 17:00"),
        ("2026-10-04 03:00", 0, "working_hours", "2026-10-04 03:00"),
    ],
)
def test_counting_back_keeps_to_working_time(end, amount, unit, start):
    assert CALENDAR.before(at(end), amount, unit) == at(start)


def test_a_year_without_entries_is_unknown():
    assert CALENDAR.knows(2026)
    assert not CALENDAR.knows(2028)


def test_a_calendar_without_work_is_refused():
    with pytest.raises(OverflowError):
        Calendar(shifts=()).after(at("2026-01-05 08:00"), 1, "working_hours")


# Any calendar, checked against one that walks minute by minute and knows no arithmetic.


def minutes(first, last):
    return st.datetimes(first, last).map(
        lambda moment: moment.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
    )


moments = minutes(datetime(2026, 1, 1), datetime(2027, 1, 10))  # noqa: DTZ001 -- made aware
limits = st.integers(1, 40)
exceptions = st.dictionaries(
    st.dates(date(2025, 12, 20), date(2027, 2, 20)), st.booleans(), max_size=30
)
hours = st.sampled_from(
    [
        ((time(8), time(12)), (time(14), time(18))),
        ((time(9), time(17, 30)),),
        ((time(7, 30), time(11, 45)), (time(13), time(15)), (time(19), time(20, 1))),
    ]
)
calendars = st.builds(Calendar, days=exceptions, shifts=hours)


def works(calendar, minute):
    local = minute.astimezone(SHANGHAI)
    worked = calendar.days.get(local.date(), local.weekday() < 5)
    return worked and any(a <= local.time() < b for a, b in calendar.shifts)


def walked(calendar, start, length):
    """When so many minutes have been worked, by looking at each."""
    left = length // MINUTE
    for passed in count():
        minute = start + passed * MINUTE
        if works(calendar, minute):
            left -= 1
        if left == 0:
            return minute + MINUTE
    return None


def counted(calendar, start, end):
    span = range(max(0, (end - start) // MINUTE))
    return sum(works(calendar, start + passed * MINUTE) for passed in span) * MINUTE


@given(calendars, moments, limits, st.sampled_from(["working_hours", "working_days"]))
def test_a_deadline_is_where_walking_every_minute_leads(calendar, start, amount, unit):
    amount = amount if unit == "working_hours" else min(amount, 5)
    due = calendar.after(start, amount, unit)
    assert due == walked(calendar, start, calendar.length(amount, unit))


@given(calendars, moments, st.integers(0, 20_000))
def test_working_time_is_what_counting_every_minute_gives(calendar, start, later):
    end = start + later * MINUTE
    assert calendar.between(start, end) == counted(calendar, start, end)


@given(calendars, moments, limits)
def test_the_time_between_start_and_deadline_is_the_limit(calendar, start, amount):
    due = calendar.after(start, amount, "working_hours")
    assert calendar.between(start, due) == timedelta(hours=amount)


@given(calendars, moments, limits)
def test_counting_back_is_the_way_there_and_back(calendar, end, amount):
    start = calendar.before(end, amount, "working_hours")
    assert calendar.between(start, end) == timedelta(hours=amount)
    assert calendar.between(start + MINUTE, end) < timedelta(hours=amount)


@given(calendars, moments, moments)
def test_working_time_is_never_negative_and_never_more_than_time(calendar, one, other):
    assert timedelta() <= calendar.between(one, other) <= max(timedelta(), other - one)


@given(calendars, moments, moments, limits, limits)
def test_who_starts_later_or_has_longer_is_not_due_earlier(calendar, one, other, less, more):
    (one, other), (less, more) = sorted((one, other)), sorted((less, more))
    due = calendar.after(one, less, "working_hours")
    assert one < due
    assert due <= calendar.after(other, less, "working_hours")
    assert due <= calendar.after(one, more, "working_hours")


@given(calendars, st.tuples(moments, moments, moments))
def test_working_time_adds_up(calendar, three_moments):
    one, two, three = sorted(three_moments)
    whole = calendar.between(one, three)
    assert calendar.between(one, two) + calendar.between(two, three) == whole


@given(calendars, moments, limits, st.integers(0, 40_000), st.integers(0, 40_000))
def test_what_is_left_is_left_after_standing_still(calendar, start, amount, until, stood):
    """Additive: worked before and worked after a suspension make the limit."""
    due = calendar.after(start, amount, "working_hours")
    stopped = start + until * MINUTE
    assume(stopped <= due)
    resumed = stopped + stood * MINUTE
    put_off = calendar.put_off(due, stopped, resumed, round_the_clock=False)
    left = calendar.between(stopped, due)
    assert calendar.between(resumed, put_off) == left
    assert calendar.between(start, stopped) + left == timedelta(hours=amount)
    assert put_off >= due


@given(calendars, st.tuples(moments, moments, moments))
def test_what_was_late_stays_as_late(calendar, three_moments):
    due, stopped, resumed = sorted(three_moments)
    put_off = calendar.put_off(due, stopped, resumed, round_the_clock=False)
    assert calendar.between(put_off, resumed) == calendar.between(due, stopped)


@given(moments, st.tuples(moments, moments))
def test_round_the_clock_every_hour_counts(due, two_moments):
    stopped, resumed = sorted(two_moments)
    put_off = CALENDAR.put_off(due, stopped, resumed, round_the_clock=True)
    assert put_off - due == resumed - stopped
