from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lingdang.cases.public import Nearby, Source, nearby_public, one_public, public_place
from lingdang.cases.testing import a_case
from lingdang.kernel.coordinates import Point
from lingdang.kernel.errors import NotFound
from lingdang.places.public import tree
from lingdang.places.testing import a_district, a_place
from lingdang.standards.testing import a_procedure, some_categories

HERE = Point(113.305, 33.765)
CELL = 0.0005


def at(lng=HERE.lng, lat=HERE.lat):
    return {"lng": lng, "lat": lat, "raw_lng": lng, "raw_lat": lat, "raw_system": "wgs84"}


@pytest.fixture
def ground(db):
    some_categories()
    return a_district()


def numbers(**asked):
    return {case.number for case in nearby_public(Nearby(**asked))}


def test_what_was_taken_up_nearby_is_told_open_and_finished(ground):
    running = a_case("dispatched", place=ground.grid, **at())
    over = a_case("closed", place=ground.grid, **at(lng=113.306))
    far = a_case("dispatched", place=ground.grid, **at(lng=113.4))
    assert numbers(point=HERE) == {running.number, over.number}
    assert numbers(point=HERE, open=True) == {running.number}
    assert numbers(point=HERE, open=False) == {over.number}
    assert far.number in numbers()
    assert numbers(place_id=ground.other_grid.pk) == set()


@pytest.mark.parametrize("state", ["received", "refused", "withdrawn", "merged"])
def test_what_nobody_took_up_is_told_to_nobody(ground, state):
    case = a_case(state, place=ground.grid, **at())
    assert case.number not in numbers()
    with pytest.raises(NotFound):
        one_public(case.number)


@pytest.mark.parametrize(
    "more",
    [
        {"procedure": {"restricted": True, "roles": ["mediator"]}},  # mediation, clue
        {"procedure": {}},  # care, errand: known to all staff, and not public
        {"source": Source.BELL},
        {"source": Source.VISIT},
        {"received_at": timezone.now() - timedelta(days=91)},
    ],
    ids=["restricted", "not public", "bell", "visit", "old"],
)
def test_what_is_not_for_all_or_at_somebodys_door_is_told_to_nobody(ground, more):
    if "procedure" in more:
        more = more | {"procedure": a_procedure("kind", **more["procedure"])}
    case = a_case("dispatched", place=ground.grid, **at(), **more)
    assert numbers(point=HERE) == numbers() == set()
    if "received_at" not in more:
        with pytest.raises(NotFound):
            one_public(case.number)


def test_nothing_that_was_written_is_even_read(ground):
    a_case("dispatched", place=ground.grid, description="王五家,13912345678", address="3栋", **at())
    with CaptureQueriesContext(connection) as asked:
        case = nearby_public(Nearby(point=HERE)).get()
    assert not {"description", "address", "contact_cipher"} & set(case.__dict__)
    assert "lng" not in case.__dict__
    assert "description" not in asked[-1]["sql"]
    assert numbers(words="王五") == set()


def test_the_position_is_that_of_a_cell(ground):
    lng, lat = 113.305123, 33.765071
    a_case("dispatched", place=ground.grid, **at(lng, lat))
    case = nearby_public(Nearby(point=HERE)).get()
    for told, true in ((case.spot_lng, lng), (case.spot_lat, lat)):
        assert told == pytest.approx(round(true / CELL) * CELL)
        assert told != true


def test_asking_from_many_sides_comes_no_nearer_than_the_cell(ground):
    """Two cases in one cell answer alike, wherever one asks from: the edge tells nothing."""
    first = a_case("dispatched", place=ground.grid, **at(113.30490, 33.76490))
    second = a_case("dispatched", place=ground.grid, **at(113.30510, 33.76510))
    for step in range(60):
        asked = numbers(point=Point(113.30500 + 0.0212 + step * 0.00001, 33.765))
        assert asked in ({first.number, second.number}, set())


def test_a_house_is_neither_named_nor_looked_for(ground):
    house = a_place("3号楼", level="building", parent=ground.grid)
    case = a_case("dispatched", place=house)
    other = a_case("dispatched", place=ground.grid)
    assert "3号楼" not in public_place(house.pk)
    assert public_place(house.pk).endswith(tree().node(ground.grid.pk).name)
    assert numbers(words="3号楼") == set()
    assert numbers(place_id=house.pk) == {case.number, other.number}


def test_words_find_kinds_places_and_numbers(ground):
    case = a_case("dispatched", place=ground.grid)
    name = case.category.name
    assert numbers(words=name[:2]) == numbers(words=case.number) == {case.number}
    assert numbers(words="没有这种事") == set()
    assert numbers(category=case.category_id) == {case.number}


def test_the_index_of_the_map_answers(ground):
    a_case("dispatched", place=ground.grid, **at())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "case_on_map" in nearby_public(Nearby(point=HERE)).explain()
