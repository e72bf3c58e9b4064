"""Lists, places and what one chooses from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lingdang.faces.api.tests.conftest import a_case

MOST_STATEMENTS = 6


def ids(response):
    assert response.status_code == 200, response.json()
    return [row["id"] for row in response.json()["cases"]]


def test_pages_follow_by_cursor_until_none_is_left(district, dispatcher):
    cases = [a_case(description=str(number)).pk for number in range(5)]
    seen, after = [], ""
    while after is not None:
        page = dispatcher.get("/cases", {"size": 2, "after": after}).json()
        seen += [row["id"] for row in page["cases"]]
        after = page["after"]
    assert seen == cases[::-1]


def test_rows_and_details_bear_the_number_of_the_case(case, dispatcher):
    row = dispatcher.get("/cases").json()["cases"][0]
    shown = dispatcher.get(f"/cases/{case.pk}").json()
    assert row["number"] == shown["number"] == case.number
    assert row.items() <= shown.items()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(district, dispatcher, rows):
    for number in range(rows):
        a_case(description=str(number))
    dispatcher.get("/cases")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(ids(dispatcher.get("/cases"))) == rows
    assert len(queries) <= MOST_STATEMENTS


def test_filters_narrow(district, dispatcher, bureau):
    first = a_case(description="井盖缺失", category_code="sudden-manhole")
    east = a_case(lng=113.315)
    both = {first.pk, east.pk}
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    wanted = [
        ({"category": "sudden-manhole"}, {first.pk}),
        ({"category": ["sudden-manhole", "06010"]}, both),
        ({"state": "received"}, both),
        ({"state": "closed"}, set()),
        ({"source": "desk"}, both),
        ({"place": district.next_grid.pk}, {east.pk}),
        ({"place": district.town.pk}, both),
        ({"place": district.other_town.pk}, set()),
        ({"unit": bureau.pk}, set()),
        ({"search": "井盖"}, {first.pk}),
        ({"bbox": "113.31,33.76,113.32,33.77"}, {east.pk}),
        ({"received_from": tomorrow}, set()),
        ({"received_to": tomorrow}, both),
        ({"received_from": "1999-01-01T00:00:00+23:00"}, both),
        ({"order": "due"}, both),
        ({"order": "oldest"}, both),
    ]
    for query, expected in wanted:
        assert set(ids(dispatcher.get("/cases", query))) == expected, query


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "lost"}, "state.0"),
        ({"size": 101}, "size"),
        ({"after": "x"}, "after"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"received_from": "2026-01-01T00:00:00"}, "received_from"),
        ({"received_to": "0001-01-01T00:00:00+12:00"}, "received_to"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_a_list_cannot_be_asked_is_named(dispatcher, query, field):
    refused = dispatcher.get("/cases", query)
    assert refused.status_code == 422
    assert list(refused.json()["problems"]) == [field]


def test_the_tree_of_a_day(district, dispatcher):
    names = [row["name"] for row in dispatcher.get("/places").json()]
    assert names[0] == "示范区"
    assert len(names) == 8
    below = dispatcher.get("/places", {"below": district.town.pk}).json()
    assert below[0]["id"] == district.town.pk
    assert len(below) == 4
    assert dispatcher.get("/places", {"day": "2019-12-31"}).json() == []
    assert dispatcher.get("/places", {"below": 999_999}).status_code == 404
    assert dispatcher.get("/places", {"day": "soon"}).status_code == 422


def test_a_point_finds_its_grid_in_any_system(district, dispatcher):
    here = dispatcher.get("/places/locate", {"lng": 113.305, "lat": 33.765}).json()
    assert (here["place"]["id"], here["how"]) == (district.grid.pk, "inside")
    assert [place["id"] for place in here["path"]][-1] == district.village.pk
    there = {"lng": 113.311, "lat": 33.7642, "system": "gcj02"}
    assert dispatcher.get("/places/locate", there).json()["place"]["id"] == district.grid.pk
    assert dispatcher.get("/places/locate", {"lng": 0, "lat": 0}).json()["how"] == "desk"
    assert dispatcher.get("/places/locate", {"lng": 113}).status_code == 422


def test_outlines_are_geojson(district, dispatcher):
    drawn = dispatcher.get("/places/boundaries", {"level": "grid"}).json()
    assert drawn["type"] == "FeatureCollection"
    assert {one["id"] for one in drawn["features"]} == {
        district.grid.pk,
        district.next_grid.pk,
        district.other_grid.pk,
    }
    box = {"level": "grid", "bbox": "113.345,33.805,113.35,33.81"}
    narrow = dispatcher.get("/places/boundaries", box).json()
    assert [one["id"] for one in narrow["features"]] == [district.other_grid.pk]


def test_who_serves_a_place(district, dispatcher):
    team = dispatcher.get(f"/places/{district.grid.pk}/team").json()
    assert [member["role"] for member in team] == ["dispatcher"]
    assert dispatcher.get("/places/999999/team").status_code == 404


def test_categories_and_units(district, bureau, dispatcher):
    categories = {row["code"]: row for row in dispatcher.get("/categories").json()}
    assert categories["06010"]["parent"] == "environment"
    assert [row["name"] for row in dispatcher.get("/units").json()] == ["城市管理局"]
