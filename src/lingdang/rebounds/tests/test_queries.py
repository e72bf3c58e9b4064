from datetime import timedelta

from django.utils import timezone

from lingdang.cases.public import State
from lingdang.lookbacks.public import By
from lingdang.rebounds.public import (
    Recurring,
    Wanted,
    closings,
    figures,
    narrowed,
    rebounds_for,
    recurring,
    total,
)
from lingdang.rebounds.testing import a_rebound
from lingdang.rebounds.tests.conftest import ago, delivered
from lingdang.standards.testing import a_category, a_procedure

TODAY = timezone.localdate


def lines(office, by=By.UNIT, **wanted):
    closed = closings(office.people.dispatcher, Wanted(**wanted))
    return [(line.key, line.closed, line.came_back) for line in figures(closed, by)]


def test_figures_are_of_closings_and_each_counts_once(office):
    people, unit = office.people, office.people.unit.pk
    office.case(State.CLOSED, days=15, category=a_category())
    for _ in range(2):
        office.case(State.DISPATCHED)
    delivered()
    assert lines(office) == [(unit, 2, 1)]
    assert lines(office, By.PLACE) == [(people.ground.town.pk, 2, 1)]
    assert (office.category.pk, 1, 1) in lines(office, By.CATEGORY)
    assert lines(office, unit=0) == []
    assert lines(office, within=7) == [(unit, 2, 0)]
    assert lines(office, since=TODAY()) == []
    assert lines(office, category=office.category.pk) == [(unit, 1, 1)]
    whole = total(figures(closings(people.dispatcher, Wanted()), By.UNIT))
    assert (whole.closed, whole.came_back, whole.share) == (2, 1, 0.5)
    assert whole.interval[0] < 0.5 < whole.interval[1]
    assert lines(office, place=people.ground.next_grid.pk) == []


def test_the_list_is_narrowed(office):
    people = office.people
    cases = [office.case(State.DISPATCHED) for _ in range(2)]
    delivered()

    def found(**wanted):
        rows = narrowed(rebounds_for(people.dispatcher), Wanted(**wanted))
        return {it.case for it in rows}

    day = timezone.localtime(office.closed.closed_at).date()
    both = set(cases)
    for wanted, wants in (
        ({}, both),
        ({"state": "counted"}, both),
        ({"state": "lapsed"}, set()),
        ({"state": "not_same"}, set()),
        ({"unit": people.unit.pk, "category": office.category.pk}, both),
        ({"unit": 0}, set()),
        ({"place": people.ground.town.pk, "spot_at": people.ground.grid.pk}, both),
        ({"spot_at": people.ground.next_grid.pk}, set()),
        ({"within": 7}, set()),
        ({"within": 30}, both),
        ({"since": day, "until": day}, both),
        ({"until": day - timedelta(days=1)}, set()),
        ({"once": True, "state": "counted"}, {cases[0]}),
    ):
        assert found(**wanted) == wants, wanted


def test_where_it_comes_back_again_and_again(office):
    people = office.people
    rows = rebounds_for(people.dispatcher)
    a_rebound(office.case(State.DISPATCHED), office.closed)
    assert recurring(rows) == []
    a_rebound(office.case(State.DISPATCHED), office.closed)
    a_rebound(office.case(State.WITHDRAWN), office.closed)
    grid = people.ground.grid.pk
    assert recurring(rows) == [Recurring(grid, 2)]


def test_who_closed_it_sees_that_it_came_back_with_another_unit(office):
    people = office.people
    other = office.case(State.DISPATCHED, unit=None)
    delivered()
    it = rebounds_for(people.unit_handler).get()
    assert it.case == other
    assert lines(office)[0][1:] == (1, 1)


def test_a_list_costs_one_statement(office, django_assert_num_queries):
    for many in (1, 3):
        while rebounds_for(office.people.dispatcher).count() < many:
            a_rebound(office.case(State.DISPATCHED, days=1), office.closed)
        with django_assert_num_queries(1):
            assert len([it.standing for it in rebounds_for(office.people.dispatcher)]) == many


def test_days_are_whole(office):
    office.case(State.DISPATCHED, received_at=ago(19.5))
    delivered()
    assert rebounds_for(office.people.dispatcher).get().days == 0


def test_what_cannot_come_back_is_not_counted_against(office):
    office.case(State.CLOSED, days=15, procedure=a_procedure())
    assert lines(office) == [(office.people.unit.pk, 1, 0)]
