"""What of a plan is read, by whom, and at what cost; who is on duty by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.kernel.errors import NotFound
from lingdang.people.public import Post, Role, end_post
from lingdang.people.testing import REGISTRAR, a_unit, actor
from lingdang.places.public import tree
from lingdang.shifts.enums import Kind
from lingdang.shifts.queries.duty import grid_team
from lingdang.shifts.queries.now import on_duty_at
from lingdang.shifts.queries.plan import coming_shifts, plan_of, stations_of
from lingdang.shifts.stations import Hours, Station, midnight
from lingdang.shifts.testing import a_shift
from lingdang.shifts.tests.conftest import a_worker


def test_the_team_of_a_place_follows_the_plan(town, monday):
    a_shift(town.wang, town.grid, monday)
    noon, evening = (midnight(monday) + timedelta(hours=hours) for hours in (12, 21))
    team = grid_team(town.grid.pk, noon)
    assert [(one.person_id, one.on_duty) for one in team[:2]] == [
        (town.wang.pk, True),
        (town.li.pk, False),
    ]
    assert not any(one.on_duty for one in grid_team(town.grid.pk, evening)[:2])  # yet they are told
    assert all(one.on_duty for one in grid_team(town.grid.pk, noon + timedelta(days=1)))


def test_a_post_that_ended_takes_its_plan_with_it(town, monday):
    a_shift(town.wang, town.grid, monday)
    post = Post.objects.get(person=town.wang)
    end_post(post_id=post.pk, on=monday, by=REGISTRAR)
    team = grid_team(town.grid.pk, midnight(monday) + timedelta(hours=21))
    assert [(one.person_id, one.on_duty) for one in team[:1]] == [(town.li.pk, True)]


def test_a_plan_has_its_posts_and_gaps(town, monday):
    a_shift(town.li, town.grid, monday)
    sunday = a_shift(town.wang, town.grid, monday - timedelta(days=1), Kind.NIGHT)
    plan = plan_of(town.dispatcher, Station(place_id=town.ground.village.pk), monday)
    assert [post.person_id for post in plan.posts] == [town.li.pk, town.wang.pk]
    assert sunday in plan.shifts
    gap = plan.gaps()[0]
    assert (gap.where, gap.role, gap.day, len(plan.gaps())) == (town.here, "grid_worker", monday, 1)
    assert gap.starts_at == Hours.on(monday, Kind.DAY).ends_at


def test_who_is_on_duty_now_and_until_when(town, monday):
    now = timezone.localtime()
    shift = a_shift(town.wang, town.grid, now.date(), Kind.DAY)
    noon = midnight(now.date()) + timedelta(hours=12)
    (found,) = on_duty_at(town.worker, town.here, noon)
    assert (found.post.person_id, found.until) == (town.wang.pk, shift.ends_at)
    names = [one.post.role for one in on_duty_at(town.dispatcher, town_of(town), noon)]
    assert names == [Role.DISPATCHER, Role.GRID_WORKER]


def town_of(town):
    return Station(place_id=town.ground.town.pk)


@pytest.mark.parametrize("who", ["stranger", "resident"])
def test_foreign_plans_are_not_there(town, monday, who):
    by = getattr(town, who)
    with pytest.raises(NotFound):
        plan_of(by, town.here, monday)
    with pytest.raises(NotFound):
        on_duty_at(by, town.here, timezone.now())
    with pytest.raises(NotFound):
        plan_of(town.worker, town_of(town), monday)
    assert stations_of(town.worker) == [town.here]


def test_one_sees_ones_own_that_are_to_come(town, monday):
    second = a_shift(town.li, town.grid, monday + timedelta(days=1))
    first = a_shift(town.li, town.grid, monday, Kind.NIGHT)
    a_shift(town.wang, town.grid, monday)
    a_shift(town.li, town.grid, timezone.localdate() - timedelta(days=9))
    assert [*coming_shifts(town.li.pk, timezone.now())] == [first, second]


def test_many_cost_what_few_do(town, monday, django_assert_num_queries):
    tree(), tree(monday)  # loaded once
    for number in range(4):
        a_shift(a_worker(f"员{number}", town.grid), town.grid, monday)
        village = Station(place_id=town.ground.village.pk)
        with django_assert_num_queries(2):
            plan_of(town.dispatcher, village, monday).gaps()
        with django_assert_num_queries(2):
            grid_team(town.grid.pk, midnight(monday))


def test_a_unit_has_a_plan_of_its_own(town, monday):
    unit = a_unit(place=town.ground.town)
    handler = actor(Role.UNIT_HANDLER, unit=unit)
    plan = plan_of(handler, Station(unit_id=unit.pk), monday)
    assert ([post.person_id for post in plan.posts], plan.gaps()) == ([handler.person_id], [])
