from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.places import queries
from lingdang.places.errors import (
    ChangedLater,
    CodeTaken,
    HasChildren,
    NothingToChange,
    NotStanding,
    RootExists,
    WouldLoop,
    WrongLevel,
)
from lingdang.places.models import Boundary, Place, Standing, Succession, TreeVersion
from lingdang.places.services import (
    create_place,
    dissolve_place,
    merge_places,
    move_place,
    rename_place,
    split_place,
)
from lingdang.places.services.reshape import Part
from lingdang.places.testing import LONG_AGO, SURVEYOR, a_district, a_place

pytestmark = pytest.mark.django_db
MARCH, JUNE, SEPTEMBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def names(day, place):
    return queries.tree(day).path_names(place.pk)


def test_a_place_remembers_what_it_was_called():
    small = a_district()
    rename_place(place_id=small.village.pk, name="建业大社区", on=JUNE, by=SURVEYOR)
    assert names(MARCH, small.grid) == ["示范区", "应滨街道", "建业社区", "第一网格"]
    assert names(JUNE, small.grid) == ["示范区", "应滨街道", "建业大社区", "第一网格"]


def test_a_move_takes_everything_below_along_and_leaves_the_past():
    small = a_district()
    move_place(place_id=small.village.pk, to_parent_id=small.other_town.pk, on=JUNE, by=SURVEYOR)
    assert names(MARCH, small.grid)[1] == "应滨街道"
    assert names(JUNE, small.grid)[1] == "滨湖街道"
    below = {node.name for node in queries.tree(JUNE).subtree(small.other_town.pk)}
    assert {"建业社区", "第一网格", "第二网格", "湖光社区"} <= below
    fact = Fact.objects.get(name="places.place_moved.v1")
    assert (fact.subject, fact.data["to_parent"]) == (
        f"place:{small.village.pk}",
        small.other_town.pk,
    )


def test_a_split_leaves_successors_with_the_children_named():
    small = a_district()
    north, south = split_place(
        place_id=small.village.pk,
        parts=[
            Part("北社区", children=(small.grid.pk,)),
            Part("南社区", children=(small.next_grid.pk,)),
        ],
        on=JUNE,
        by=SURVEYOR,
    )
    assert names(JUNE, small.grid)[2] == "北社区"
    assert names(JUNE, small.next_grid)[2] == "南社区"
    assert names(MARCH, small.grid)[2] == "建业社区"
    assert small.village.pk not in queries.tree(JUNE)
    assert [row.successor_id for row in queries.successors(small.village.pk)] == [
        north.pk,
        south.pk,
    ]


def test_a_merge_takes_the_children_of_all():
    small = a_district()
    merged = merge_places(
        place_ids=[small.village.pk, small.other_village.pk], name="大社区", on=JUNE, by=SURVEYOR
    )
    children = {node.id for node in queries.tree(JUNE).children(merged.pk)}
    assert children == {small.grid.pk, small.next_grid.pk, small.other_grid.pk}
    assert names(JUNE, small.other_grid) == ["示范区", "应滨街道", "大社区", "湖光网格"]


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (
            lambda s: move_place(place_id=s.town.pk, to_parent_id=s.grid.pk, on=JUNE, by=SURVEYOR),
            WouldLoop,
        ),
        (
            lambda s: move_place(
                place_id=s.grid.pk, to_parent_id=s.village.pk, on=JUNE, by=SURVEYOR
            ),
            NothingToChange,
        ),
        (
            lambda s: move_place(
                place_id=s.other_village.pk, to_parent_id=s.grid.pk, on=JUNE, by=SURVEYOR
            ),
            WrongLevel,
        ),
        (
            lambda s: rename_place(place_id=s.grid.pk, name="第一网格", on=JUNE, by=SURVEYOR),
            NothingToChange,
        ),
        (
            lambda s: rename_place(place_id=s.grid.pk, name="x", on=date(2019, 1, 1), by=SURVEYOR),
            NotStanding,
        ),
        (lambda s: dissolve_place(place_id=s.town.pk, on=JUNE, by=SURVEYOR), HasChildren),
        (
            lambda s: create_place(
                name="y", level="town", parent_id=s.district.pk, code="d", on=JUNE, by=SURVEYOR
            ),
            CodeTaken,
        ),
        (lambda s: create_place(name="y", level="area", on=JUNE, by=SURVEYOR), RootExists),
        (
            lambda s: create_place(
                name="y", level="town", parent_id=s.grid.pk, on=JUNE, by=SURVEYOR
            ),
            WrongLevel,
        ),
        (
            lambda s: split_place(place_id=s.grid.pk, parts=[Part("a")], on=JUNE, by=SURVEYOR),
            NothingToChange,
        ),
        (lambda s: rename_place(place_id=s.grid.pk, name="y", on=JUNE, by=ANYONE), NotAllowed),
    ],
)
def test_refusals_change_nothing(attempt, refusal):
    small = a_district()
    before = list(Standing.objects.order_by("pk").values())
    facts = Fact.objects.count()
    with pytest.raises(refusal):
        attempt(small)
    assert list(Standing.objects.order_by("pk").values()) == before
    assert Fact.objects.count() == facts


def test_the_past_is_not_rewritten_under_a_later_change():
    small = a_district()
    rename_place(place_id=small.grid.pk, name="新", on=SEPTEMBER, by=SURVEYOR)
    with pytest.raises(ChangedLater):
        rename_place(place_id=small.grid.pk, name="旧", on=JUNE, by=SURVEYOR)


def test_absent_places_are_not_found():
    a_district()
    with pytest.raises(NotFound):
        queries.tree().node(0)
    with pytest.raises(NotFound):
        queries.tree().by_code("nowhere")


def test_a_subtree_is_read_in_one_index_range():
    small = a_district()
    for number in range(300):
        a_place(f"网格{number}", parent=small.other_village)
    path = queries.tree().node(small.town.pk).path
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_standing")
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = queries.subtree_on(path, JUNE).explain()
    assert "standing_by_path" in plan
    assert "Index Cond: (((path)::text >=" in plan


@pytest.mark.parametrize(
    "broken",
    [
        lambda s: Standing.objects.create(
            place=s.grid,
            parent=s.village,
            name="x",
            path="/1/",
            depth=2,
            valid=DateRange(MARCH, None),
        ),
        lambda s: Standing.objects.filter(place=s.grid).update(name=""),
        lambda s: Standing.objects.filter(place=s.grid).update(parent=s.grid),
        lambda s: Standing.objects.filter(place=s.grid).update(parent=None),
        lambda s: Standing.objects.filter(place=s.grid).update(path="1"),
        lambda s: Standing.objects.filter(place=s.grid).update(valid=DateRange(empty=True)),
        lambda s: Place.objects.filter(pk=s.grid.pk).update(dissolved_on=LONG_AGO),
        lambda s: Place.objects.filter(pk=s.grid.pk).update(code=""),
        lambda s: Place.objects.filter(pk=s.grid.pk).update(code="d"),
        lambda s: Boundary.objects.filter(place=s.grid).update(min_lng=200),
        lambda s: Boundary.objects.filter(place=s.grid).update(area_m2=0),
        lambda s: Boundary.objects.create(
            place=s.grid,
            shape=b"",
            min_lng=0,
            min_lat=0,
            max_lng=1,
            max_lat=1,
            area_m2=1,
            valid=DateRange(MARCH, None),
        ),
        lambda s: Succession.objects.create(
            predecessor=s.grid, successor=s.grid, kind="split", on=JUNE
        ),
        lambda s: Succession.objects.create(
            predecessor=s.grid, successor=s.town, kind="odd", on=JUNE
        ),
        lambda s: [
            Succession.objects.create(predecessor=s.grid, successor=s.town, kind="split", on=JUNE)
            for _ in "ab"
        ],
        lambda _s: TreeVersion.objects.create(pk=2),
    ],
)
def test_the_database_refuses_what_no_service_would_write(broken):
    small = a_district()
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(small)
