from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingdang.kernel.calendar import SHANGHAI, Calendar

# National Day 2026 with its make-up workdays; New Year 2027 by its law.
CALENDAR = Calendar(
    days={date(2026, 10, day): False for day in range(1, 8)}
    | {date(2026, 9, 20): True, date(2026, 10, 10): True, date(2027, 1, 1): False}
)


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


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)),  # noqa: DTZ001 -- made aware below
    st.integers(1, 400),
)
def test_the_time_between_start_and_deadline_is_the_limit(start, hours):
    start = start.replace(tzinfo=SHANGHAI)
    due = CALENDAR.after(start, hours, "working_hours")
    assert abs(CALENDAR.between(start, due) - timedelta(hours=hours)) < timedelta(seconds=1)


def test_a_year_without_entries_is_unknown():
    assert CALENDAR.knows(2026)
    assert not CALENDAR.knows(2028)


def test_a_calendar_without_work_is_refused():
    with pytest.raises(OverflowError):
        Calendar(shifts=()).after(at("2026-01-05 08:00"), 1, "working_hours")
