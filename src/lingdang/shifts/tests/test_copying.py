"""A week is copied: once, whatever is pressed, and what cannot be is said."""

from datetime import timedelta

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people.public import Post, end_post
from lingdang.people.testing import REGISTRAR
from lingdang.shifts.enums import Kind, Skip
from lingdang.shifts.models import Shift
from lingdang.shifts.services import copy_week
from lingdang.shifts.stations import Station, monday_of
from lingdang.shifts.testing import a_shift

WEEK = timedelta(days=7)


def copy(town, week, by=None):
    village = Station(place_id=town.ground.village.pk)
    return copy_week(where=village, week=week, by=by or town.dispatcher)


def test_a_week_is_copied_and_copied_again_nothing_is_doubled(town, monday):
    a_shift(town.li, town.grid, monday)
    a_shift(town.wang, town.grid, monday + timedelta(days=6), Kind.NIGHT)
    wednesday = monday + WEEK + timedelta(days=2)
    done = copy(town, wednesday)
    assert ([one.kind for one in done.made], done.skipped) == (["day", "night"], [])
    starts = Shift.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [at - before for at, before in zip(starts[2:], starts[:2], strict=True)] == [WEEK, WEEK]
    again = copy(town, wednesday)
    assert (again.made, [one.why for one in again.skipped]) == ([], [Skip.THERE] * 2)
    assert Shift.objects.count() == 4
    fact = Fact.objects.get(name="shifts.week_copied.v1")
    assert (fact.data["made"], fact.data["skipped"]) == (2, 0)
    assert fact.data["monday"] == str(monday_of(wednesday))


def test_who_left_or_collides_is_skipped_and_named(town, monday):
    tuesday = monday + timedelta(days=1)
    a_shift(town.li, town.grid, monday)
    a_shift(town.li, town.grid, tuesday)
    a_shift(town.wang, town.grid, monday)
    a_shift(town.wang, town.grid, monday + WEEK, Kind.STAGGERED)
    post = Post.objects.get(person=town.li)
    end_post(post_id=post.pk, on=tuesday + WEEK, by=REGISTRAR)
    done = copy(town, monday + WEEK)
    assert [one.person_id for one in done.made] == [town.li.pk]
    assert [(one.person_id, one.why) for one in done.skipped] == [
        (town.li.pk, Skip.NO_POST),
        (town.wang.pk, Skip.COLLIDES),
    ]


@pytest.mark.parametrize(("who", "refusal"), [("worker", NotFound), ("stranger", NotFound)])
def test_others_copy_nothing(town, monday, who, refusal):
    a_shift(town.li, town.grid, monday)
    with pytest.raises(refusal):
        copy(town, monday + WEEK, by=getattr(town, who))
    with pytest.raises(NotAllowed):
        copy_week(where=town.here, week=monday + WEEK, by=town.worker)
    assert Shift.objects.count() == 1
