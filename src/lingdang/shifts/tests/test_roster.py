"""Who is on duty by the plan, else by daily hours; and when nobody is. No database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lingdang.people.public import Holder
from lingdang.shifts.enums import Kind
from lingdang.shifts.roster import Roster
from lingdang.shifts.stations import Hours, Span, midnight

MONDAY = date(2026, 11, 30)
TUESDAY = MONDAY + timedelta(days=1)
WHOLE = timedelta(hours=24)


@dataclass
class Worked:
    person_id: int
    starts_at: datetime
    ends_at: datetime
    place_id: int | None = 1
    unit_id: int | None = None
    role: str = "grid_worker"


def worked(person_id, day, kind, **more):
    hours = Hours.on(day, kind)
    return Worked(person_id, hours.starts_at, hours.ends_at, **more)


def holder(person_id, begins=None, ends=None, place_id=1):
    return Holder(person_id, "grid_worker", place_id, None, begins, ends)


def at(day, hour, minute=0):
    return midnight(day) + timedelta(hours=hour, minutes=minute)


LI, WANG = holder(1, time(8), time(20)), holder(2, time(20), time(8))


def on_duty(roster, moment):
    return [post.person_id for post in (LI, WANG) if roster.on_duty(post, moment)]


def test_without_a_plan_the_daily_hours_decide():
    assert on_duty(Roster(), at(MONDAY, 9)) == [1]
    assert on_duty(Roster(), at(MONDAY, 23)) == [2]


def test_the_plan_of_a_day_decides_for_the_whole_team():
    roster = Roster([worked(2, MONDAY, Kind.DAY)])
    assert on_duty(roster, at(MONDAY, 9)) == [2]
    assert on_duty(roster, at(MONDAY, 7, 59)) == []  # planned, and a gap
    assert on_duty(roster, at(MONDAY, 20)) == []
    assert on_duty(roster, at(TUESDAY, 9)) == [1]  # no plan for that day


def test_a_night_lasts_over_midnight_into_a_day_without_a_plan():
    roster = Roster([worked(1, MONDAY, Kind.NIGHT)])
    assert on_duty(roster, at(TUESDAY, 0)) == [1]
    assert on_duty(roster, at(TUESDAY, 7, 59)) == [1]
    assert on_duty(roster, at(TUESDAY, 8)) == [1]  # by the daily hours again
    assert on_duty(roster, at(TUESDAY, 21)) == [2]
    assert roster.until(LI, at(MONDAY, 23)) == at(TUESDAY, 8)
    assert roster.until(LI, at(TUESDAY, 9)) is None


def test_another_team_keeps_its_daily_hours():
    elsewhere = worked(9, MONDAY, Kind.DAY, place_id=2)
    assert on_duty(Roster([elsewhere]), at(MONDAY, 9)) == [1]


def test_who_waits_how_long():
    roster = Roster([worked(1, MONDAY, Kind.DAY), worked(2, MONDAY, Kind.NIGHT)])
    assert roster.wait(LI, at(MONDAY, 9)) == timedelta()
    assert roster.wait(WANG, at(MONDAY, 9)) == timedelta(hours=11)
    assert roster.wait(LI, at(MONDAY, 21)) > WHOLE  # nothing more is planned
    assert Roster().wait(LI, at(MONDAY, 21)) == timedelta(hours=11)


def clock(gaps):
    """Spans as hours of Monday."""
    first = midnight(MONDAY)
    return [tuple((edge - first) // timedelta(hours=1) for edge in gap) for gap in gaps]


def test_hours_that_nobody_covers_are_seen():
    by_day = Roster()
    assert by_day.gaps([LI, WANG], MONDAY) == []
    assert by_day.gaps([holder(1)], MONDAY) == []
    assert clock(by_day.gaps([LI], MONDAY)) == [(0, 8), (20, 24)]
    assert clock(by_day.gaps([], MONDAY)) == [(0, 24)]
    split = [holder(1, time(6), time(10)), holder(2, time(12), time(23))]
    assert clock(by_day.gaps(split, MONDAY)) == [(0, 6), (10, 12), (23, 24)]
    assert clock(by_day.gaps([holder(1, time(20), time(0))], MONDAY)) == [(0, 20)]
    planned = Roster([worked(1, MONDAY, Kind.DAY), worked(2, MONDAY, Kind.NIGHT)])
    assert clock(planned.gaps([LI, WANG], MONDAY)) == [(0, 8)]  # nobody from the night before
    assert planned.gaps([LI, WANG], TUESDAY) == []


SHIFT = st.tuples(st.integers(1, 3), st.integers(-30, 54), st.integers(1, 24))
CLOCK = st.integers(0, 95)  # quarters of an hour
POST = st.tuples(st.integers(1, 3), st.none() | st.tuples(CLOCK, CLOCK))


def daily(person, clocks):
    hours = [time(clock // 4, clock % 4 * 15) for clock in clocks or ()]
    return holder(person, *hours)


def lasting(person, starts, hours):
    begins = midnight(MONDAY) + timedelta(hours=starts)
    return Worked(person, begins, begins + timedelta(hours=hours))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(SHIFT, max_size=5),
    st.lists(POST, max_size=3, unique_by=lambda post: post[0]),
    st.integers(0, 24 * 60 - 1),
)
def test_what_is_covered_and_what_is_not_make_a_day(shifts, posts, minute):
    team = [daily(*post) for post in posts]
    people = {post.person_id for post in team}
    roster = Roster([lasting(*one) for one in shifts if one[0] in people])
    covered, gaps = roster.covered(team, MONDAY), roster.gaps(team, MONDAY)
    assert sum((ends - starts for starts, ends in covered + gaps), timedelta()) == WHOLE
    spans = sorted(covered + gaps)
    edges = [span.ends_at for span in spans[:-1]]
    assert edges == [span.starts_at for span in spans[1:]]
    assert spans[0].starts_at == midnight(MONDAY)
    moment = midnight(MONDAY) + timedelta(minutes=minute)
    somebody = any(roster.on_duty(post, moment) for post in team)
    assert somebody == any(_holds(span, moment) for span in covered)


def _holds(span: Span, moment: datetime) -> bool:
    return span.starts_at <= moment < span.ends_at
