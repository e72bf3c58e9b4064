from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.lookbacks.enums import STEPS, State, Step
from lingdang.lookbacks.models import LookBack
from lingdang.lookbacks.public import (
    By,
    Wanted,
    When,
    figures,
    look,
    look_backs_for,
    narrowed,
    steps_for,
    total,
)
from lingdang.lookbacks.testing import a_look_back
from lingdang.lookbacks.tests.conftest import closed


def test_each_step_from_each_state_is_listed_or_refused():
    assert {state: set(STEPS.open_to(state)) for state in State} == {
        State.DUE: set(Step),
        State.HELD: set(),
        State.CAME_BACK: set(),
        State.LAPSED: set(),
    }


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, {"coming"}), (0, {"due"}), (-7, {"due"}), (-8, {"due", "overdue"})],
)
def test_due_overdue_and_coming(office, days, words):
    today = timezone.localdate()
    LookBack.objects.update(due_on=today + timedelta(days=days))
    found = look_backs_for(office.looker)
    assert {when.value for when in When if narrowed(found, Wanted(when=when))} == words
    assert steps_for(office.looker, office.it.__class__.objects.get(), today) == (
        [Step.HOLD, Step.COME_BACK] if "due" in words else []
    )


def test_figures_by_unit_place_and_category(office):
    people = office.people
    second = a_look_back(closed(people))
    a_look_back(closed(people, unit=None, handler=people.grid_worker))
    look(look_back_id=office.it.pk, step="hold", by=office.looker)
    look(look_back_id=second.pk, step="come_back", note="还在", by=office.looker)
    found = look_backs_for(office.looker)
    by_unit = {line.key: line for line in figures(found, By.UNIT)}
    mine = by_unit[people.unit.pk]
    assert (mine.drawn, mine.looked, mine.held, mine.came_back, mine.share) == (2, 2, 1, 1, 0.5)
    assert (by_unit[None].drawn, by_unit[None].share) == (1, None)
    [town] = figures(found, By.PLACE)
    assert (town.key, town.drawn) == (people.ground.town.pk, 3)
    assert total(figures(found, By.CATEGORY)).drawn == 3


def test_a_list_is_narrowed(office):
    people, today = office.people, timezone.localdate()
    grid = a_look_back(closed(people, unit=None, handler=people.grid_worker), why="weak")
    found, closing = look_backs_for(office.looker), timezone.localdate(office.it.closed_at)
    for wanted, its in (
        (Wanted(), {office.it, grid}),
        (Wanted(unit=people.unit.pk), {office.it}),
        (Wanted(unit=0), {grid}),
        (Wanted(why="weak", state="due"), {grid}),
        (Wanted(state="held"), set()),
        (Wanted(place=people.ground.grid.pk, draw=grid.draw_id), {grid}),
        (Wanted(place=people.ground.other_town.pk), set()),
        (Wanted(since=closing, until=closing), {office.it, grid}),
        (Wanted(since=today), set()),
        (Wanted(category=str(grid.case.category_id)), {office.it, grid}),
    ):
        assert set(narrowed(found, wanted)) == its, wanted
