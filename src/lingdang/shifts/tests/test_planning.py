"""Shifts are planned, changed, removed; what must not be is refused, by the database too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from lingdang.journal.public import Fact, deliver_due
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.public import Post, Role, close_person, end_post
from lingdang.people.testing import REGISTRAR, a_post, a_unit, actor
from lingdang.shifts.enums import Kind
from lingdang.shifts.errors import NotInPost, ShiftCollides
from lingdang.shifts.models import Shift
from lingdang.shifts.services import change_shift, plan_shift, remove_shift
from lingdang.shifts.stations import Hours, Station
from lingdang.shifts.testing import PLANNER, a_shift


def plan(town, day, kind=Kind.DAY, *, by=None, person=None, where=None, **hours):
    return plan_shift(
        person_id=(person or town.li).pk,
        role=Role.GRID_WORKER,
        where=where or town.here,
        hours=Hours.on(day, kind, **hours),
        by=by or town.dispatcher,
    )


def told():
    names = Fact.objects.filter(name__startswith="shifts.").order_by("pk")
    return [fact.name.split(".")[1] for fact in names]


def test_a_night_crosses_midnight_and_belongs_to_its_first_day(town, monday):
    shift = plan(town, monday, Kind.NIGHT, remark=" 备勤 ")
    assert (shift.ends_at - shift.starts_at, shift.remark) == (timedelta(hours=12), "备勤")
    assert shift.starts_at.isoformat() == f"{monday}T20:00:00+08:00"
    assert shift.ends_at.isoformat() == f"{monday + timedelta(days=1)}T08:00:00+08:00"
    fact = Fact.objects.get(name="shifts.shift_planned.v1")
    assert (fact.subject, fact.place_id) == (f"shift:{shift.pk}", town.grid.pk)


def test_one_may_begin_when_the_other_ends_but_not_before(town, monday):
    plan(town, monday)
    plan(town, monday, Kind.NIGHT)
    with pytest.raises(ShiftCollides):
        plan(town, monday, Kind.STAGGERED)
    with pytest.raises(ShiftCollides):
        plan(town, monday + timedelta(days=1), begins=time(7))
    assert told() == ["shift_planned"] * 2
    plan(town, monday, Kind.STAGGERED, person=town.wang)  # somebody else's


def test_nobody_is_in_two_places_at_once(town, monday):
    a_post(town.li, Role.GRID_WORKER, place=town.ground.next_grid)
    plan(town, monday)
    with pytest.raises(ShiftCollides):
        plan(town, monday, where=Station(place_id=town.ground.next_grid.pk))


def test_the_same_asked_for_twice_is_one(town, monday):
    assert plan(town, monday) == plan(town, monday)
    assert told() == ["shift_planned"]


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        ({"ends_at": timedelta(0)}, "ends_at"),
        ({"ends_at": timedelta(hours=24, minutes=1)}, "ends_at"),
        ({"remark": "多" * 201}, "remark"),
        ({"remark": "\0"}, "remark"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(town, monday, hours, field):
    usual = Hours.on(monday, Kind.DAY)
    told_hours = {"kind": Kind.DAY, "starts_at": usual.starts_at, "ends_at": usual.ends_at}
    if "ends_at" in hours:
        hours = {"ends_at": usual.starts_at + hours["ends_at"]}
    with pytest.raises(Incomplete) as refused:
        plan_shift(
            person_id=town.li.pk,
            role=Role.GRID_WORKER,
            where=town.here,
            hours=Hours(**told_hours | hours),
            by=town.dispatcher,
        )
    assert [*refused.value.problems] == [field]
    assert not Shift.objects.exists()


def test_the_post_must_be_held_there_on_that_day(town, monday):
    with pytest.raises(NotInPost):
        plan(town, monday, where=Station(place_id=town.ground.next_grid.pk))
    post = Post.objects.get(person=town.li)
    end_post(post_id=post.pk, on=monday + timedelta(days=1), by=REGISTRAR)
    plan(town, monday)
    with pytest.raises(NotInPost):
        plan(town, monday + timedelta(days=1))


def test_a_unit_is_planned_by_its_leader_alone(town, monday):
    unit = a_unit(place=town.ground.town)
    leader, handler = (actor(role, unit=unit) for role in (Role.LEADER, Role.UNIT_HANDLER))
    asked = {
        "person_id": handler.person_id,
        "role": Role.UNIT_HANDLER,
        "where": Station(unit_id=unit.pk),
        "hours": Hours.on(monday, Kind.DAY),
    }
    assert plan_shift(**asked, by=leader).unit_id == unit.pk
    with pytest.raises(NotAllowed):
        plan_shift(**asked, by=handler)
    with pytest.raises(NotFound):
        plan_shift(**asked, by=town.stranger)
    with pytest.raises(Incomplete):
        plan_shift(**asked | {"role": Role.GRID_WORKER}, by=leader)


@pytest.mark.parametrize(
    ("who", "refusal"), [("worker", NotAllowed), ("stranger", NotFound), ("resident", NotFound)]
)
def test_others_plan_nothing(town, monday, who, refusal):
    shift = a_shift(town.li, town.grid, monday)
    by = getattr(town, who)
    before = told()
    for act in (
        lambda: plan(town, monday, by=by, person=town.wang),
        lambda: change_shift(shift_id=shift.pk, hours=Hours.on(monday, Kind.NIGHT), by=by),
        lambda: remove_shift(shift_id=shift.pk, by=by),
    ):
        with pytest.raises(refusal):
            act()
    assert told() == before
    assert [*Shift.objects.values_list("kind", flat=True)] == ["day"]


@pytest.mark.parametrize("where", [Station(), Station(1, 1), Station(unit_id=2**60)])
def test_nowhere_is_not_there(town, monday, where):
    with pytest.raises(NotFound):
        plan(town, monday, where=where)


def test_a_shift_is_changed_and_removed(town, monday):
    shift = plan(town, monday)
    other = plan(town, monday, Kind.NIGHT)
    change_shift(shift_id=shift.pk, hours=Hours.on(monday, Kind.DAY), by=town.dispatcher)
    with pytest.raises(ShiftCollides):
        change_shift(shift_id=shift.pk, hours=Hours.on(monday, Kind.STAGGERED), by=PLANNER)
    remove_shift(shift_id=other.pk, by=town.dispatcher)
    change_shift(shift_id=shift.pk, hours=Hours.on(monday, Kind.STAGGERED), by=PLANNER)
    shift.refresh_from_db()
    assert shift.kind == Kind.STAGGERED
    with pytest.raises(NotFound):
        remove_shift(shift_id=other.pk, by=town.dispatcher)
    assert told() == ["shift_planned", "shift_planned", "shift_removed", "shift_changed"]


def test_an_ended_post_counts_no_more_and_its_shifts_go(town, monday):
    tuesday = monday + timedelta(days=1)
    a_shift(town.li, town.grid, monday)
    a_shift(town.li, town.grid, tuesday)
    post = Post.objects.get(person=town.li)
    end_post(post_id=post.pk, on=tuesday, by=REGISTRAR)
    assert Shift.objects.held().count() == 1  # at once
    deliver_due()
    assert Shift.objects.count() == 1
    close_person(person_id=town.li.pk, by=REGISTRAR)
    assert not Shift.objects.held().exists()
    deliver_due()
    assert not Shift.objects.exists()
    assert told() == ["shift_planned"] * 2 + ["shift_removed"] * 2


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"kind": "tea"}, "shift_kind_known"),
        ({"role": "leader"}, "shift_where_its_role_is"),
        ({"place_id": None}, "shift_where_its_role_is"),
        ({"ends_at": timedelta(0)}, "shift_ends_after_it_starts"),
        ({"ends_at": timedelta(hours=25)}, "shift_lasts_a_day_at_most"),
        ({"starts_at": timedelta(hours=1)}, "shift_one_at_a_time"),
    ],
)
def test_the_database_refuses(town, monday, broken, name):
    shift = a_shift(town.li, town.grid, monday)
    for field, value in broken.items():
        moved = shift.starts_at + value if isinstance(value, timedelta) else value
        setattr(shift, field, moved)
    if "starts_at" in broken:
        shift.pk = None
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        shift.save()


def test_two_planners_at_once_leave_one_shift(live_town, monday):
    town, start = live_town, Barrier(2)

    def planned(kind):
        start.wait()
        try:
            return plan(town, monday, kind, by=PLANNER).kind
        except ShiftCollides:
            return "collides"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        said = [*threads.map(planned, [Kind.DAY, Kind.STAGGERED])]
    assert Shift.objects.count() == 1
    assert sorted(said) == sorted(["collides", Shift.objects.get().kind])
