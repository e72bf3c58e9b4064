"""Rebounds at the desk: the list and its map, one of them, figures, the case page."""

from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lingdang.cases.public import State
from lingdang.cases.testing import a_case
from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post
from lingdang.rebounds.public import Rebound
from lingdang.rebounds.testing import a_rebound

PIN = {"lng": 113.305, "lat": 33.765, "raw_lng": 113.305, "raw_lat": 33.765, "raw_system": "wgs84"}


@pytest.fixture
def world(staff, district):
    here = {"place": district.grid, "unit": staff.unit, "handled_by": staff.handler.actor} | PIN
    earlier = a_case(State.CLOSED, at=timezone.now() - timedelta(days=10), **here)
    case = a_case(State.DISPATCHED, category=earlier.category, **here)
    return SimpleNamespace(case=case, earlier=earlier, it=a_rebound(case, earlier))


def test_the_list_is_narrowed_and_exported(enter, staff, world, district):
    client, it = enter(staff.verifier), world.it
    for query, shown in (
        ({}, True),
        ({"state": "counted", "once": "on", "within": 7, "sort": "closed"}, True),
        ({"state": "not_same"}, False),
        ({"unit": staff.unit.pk, "sort": "oldest"}, True),
        ({"unit": 0}, False),
        ({"place": district.next_grid.pk}, False),
        ({"spot_at": district.grid.pk, "category": it.category_id}, True),
        ({"q": world.earlier.number}, True),
        ({"q": "从来没有人写过"}, False),
    ):
        page = client.get("/desk/rebounds/", query)
        assert (world.case.number in page.text) == shown, query
    for wrong in ({"state": "x"}, {"spot_at": "x"}, {"within": 8}):
        assert client.get("/desk/rebounds/", wrong).status_code == 422
    assert client.get("/desk/rebounds/export.xlsx").status_code == 200
    box = {"bbox": "113.2,33.7,113.5,33.9"}
    [point] = client.get("/desk/rebounds/points.json", box).json()["features"]
    assert point["properties"]["url"] == f"/desk/rebounds/{it.pk}/"
    assert world.case.number not in enter(staff.stranger).get("/desk/rebounds/").text


def test_it_is_told_apart_with_a_reason(enter, staff, world):
    client, there = enter(staff.verifier), f"/desk/rebounds/{world.it.pk}/"
    assert 'value="tell_apart"' in client.get(there).text
    assert client.post(f"{there}decide/", {"step": "tell_apart"}).status_code == 422
    told = client.post(f"{there}decide/", {"step": "tell_apart", "note": "隔壁楼"})
    assert told.status_code == 302
    assert Rebound.objects.get().state == "not_same"
    assert "隔壁楼" in client.get(there).text
    again = client.post(f"{there}decide/", {"step": "tell_apart", "note": "隔壁楼"})
    assert again.status_code == 409
    assert 'value="tell_apart"' not in enter(staff.handler).get(there).text
    assert enter(staff.handler).post(f"{there}decide/", {"step": "same"}).status_code == 403
    assert enter(staff.stranger).get(there).status_code == 404


def test_both_case_pages_say_so(enter, staff, world):
    client = enter(staff.verifier)
    for one, other in ((world.case, world.earlier), (world.earlier, world.case)):
        page = client.get(f"/desk/cases/{one.pk}/").text
        assert f'href="/desk/cases/{other.pk}/"' in page
        assert f"/desk/rebounds/{world.it.pk}/" in page


@pytest.mark.parametrize("by", ["unit", "place", "category"])
def test_each_figure_opens_to_its_rows(enter, staff, world, district, by):
    a_case(State.CLOSED, place=district.grid, unit=staff.unit, parent=world.earlier)  # a part
    client = enter(staff.verifier)
    day = timezone.localdate().isoformat()
    page = client.get("/desk/rebounds/figures/", {"by": by, "until": day, "within": 30})
    [row] = page.context["rows"]
    assert (row.line.closed, row.line.came_back) == (1, 1)
    cases = client.get(f"/desk/cases/?{row.closed}").text
    assert world.earlier.number in cases
    assert cases.count("data-open") == 1
    assert world.case.number in client.get(f"/desk/rebounds/?{row.back}").text
    assert client.get(f"/desk/look-backs/?{row.query}&state=came_back").status_code == 200
    export = f"/desk/rebounds/figures/export.xlsx?{urlencode({'by': by})}"
    assert client.get(export).status_code == 200


def test_what_grids_settled_opens_to_its_rows(enter, staff, district):
    worker = staff.grid_worker.actor
    before = timezone.now() - timedelta(days=10)
    case = a_case(State.CLOSED, place=district.grid, handler=worker, handled_by=worker, at=before)
    client = enter(staff.verifier)
    [row] = client.get("/desk/rebounds/figures/").context["rows"]
    assert row.line.key is None
    assert case.number in client.get(f"/desk/cases/?{row.closed}").text


def test_where_it_comes_back_a_round_can_be_planned(enter, world, district):
    again = a_case(State.FILED, place=district.grid, category=world.earlier.category)
    a_rebound(again, world.earlier)
    planner = a_person()
    a_post(planner, Role.SUPERVISOR, place=district.town)
    client = enter(planner)
    page = client.get("/desk/rebounds/figures/")
    assert [it.rebounds for it in page.context["again"]] == [2]
    there = f"/desk/inspections/new/?place={district.grid.pk}"
    assert there in page.text
    form = client.get(there).context["form"]
    assert form["place_id"].value() == district.grid.pk
    assert client.get("/desk/inspections/new/?place=x").status_code == 200


def test_rows_cost_no_query_each(enter, staff, world, district, django_assert_num_queries):
    client = enter(staff.verifier)
    client.get("/desk/rebounds/")  # names are kept
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/rebounds/")
    for _ in range(2):
        again = a_case(State.FILED, place=district.grid, category=world.earlier.category)
        a_rebound(again, world.earlier)
    with django_assert_num_queries(len(one)):
        client.get("/desk/rebounds/")
