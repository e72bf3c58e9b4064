import json
from datetime import date
from io import StringIO

import pytest
import shapely
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lingdang.kernel.coordinates import System, from_wgs84
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import read_sheet
from lingdang.places import queries
from lingdang.places.drawing import boundaries_geojson
from lingdang.places.errors import ImportRefused
from lingdang.places.imports import (
    import_boundaries,
    import_days,
    import_figures,
    import_places,
)
from lingdang.places.imports.days import published_days
from lingdang.places.imports.figures import FIGURE_COLUMNS
from lingdang.places.imports.places import PLACE_COLUMNS
from lingdang.places.locating import locate
from lingdang.places.models import Boundary, Day, Figure, Place, Standing
from lingdang.places.services import (
    create_place,
    draw_boundary,
    enter_days,
    move_place,
    rename_place,
)
from lingdang.places.testing import SURVEYOR, a_district, a_place

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


def test_a_point_is_found_at_the_deepest_place_that_holds_it():
    small = a_district()
    found = locate(113.305, 33.765)
    assert (found.place_id, found.how, found.metres) == (small.grid.pk, "inside", 0.0)
    assert locate(113.3305, 33.745).place_id == small.district.pk


def test_a_point_on_a_shared_edge_belongs_to_one_place_always():
    a_district()
    assert len({locate(113.31, 33.765).place_id for _ in range(5)}) == 1


def test_a_point_just_outside_goes_to_the_nearest_grid_and_says_so(settings):
    settings.LOCATE_NEAREST_METRES = 200
    small = a_district()
    found = locate(113.28 - 0.001, 33.745)
    assert (found.how, found.place_id) == ("nearest", small.district.pk)
    assert 85 < found.metres < 100


def test_a_point_far_away_goes_to_the_root_and_never_nowhere():
    small = a_district()
    found = locate(100.0, 20.0)
    assert (found.place_id, found.how) == (small.district.pk, "desk")


def test_yesterdays_boundary_still_finds_yesterdays_place():
    small = a_district()
    shape = shapely.box(113.30, 33.76, 113.305, 33.77)
    draw_boundary(place_id=small.grid.pk, shape=shape, on=JUNE, by=SURVEYOR)
    assert locate(113.308, 33.765, MARCH).place_id == small.grid.pk
    assert locate(113.308, 33.765, JUNE).place_id == small.village.pk


def feature(code, ring):
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def square(west, south, size):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def village():
    a_place("区", level="district", code="d", square=(113.0, 33.0, 1.0))
    parent = Place.objects.get(code="d")
    for code in ("a", "b"):
        a_place(code, level="town", parent=parent, code=code)


@pytest.mark.parametrize(
    ("features", "codes"),
    [
        ([feature("nowhere", square(113.1, 33.1, 0.1))], ["nowhere"]),
        ([feature("a", [[113, 33], [113.1, 33.1], [113.1, 33], [113, 33.1], [113, 33]])], ["a"]),
        ([feature("a", square(113.1, 33.1, 0.1)), feature("b", square(113.15, 33.1, 0.1))], ["b"]),
        ([feature("a", square(113.95, 33.1, 0.1))], ["a"]),
        ([feature("a", square(113.1, 33.1, 0.1)), feature("a", square(113.3, 33.1, 0.1))], ["a"]),
        ([feature("a", square(613.1, 33.1, 0.1))], ["a"]),
        (
            [
                {
                    "type": "Feature",
                    "properties": {"code": "a"},
                    "geometry": {"type": "Point", "coordinates": [113, 33]},
                }
            ],
            ["a"],
        ),
        ([{"type": "Feature", "properties": None, "geometry": None}], [""]),
        (
            [
                {
                    "type": "Feature",
                    "properties": {"code": "a"},
                    "geometry": {"type": "Polygon", "coordinates": [[[1]]]},
                }
            ],
            ["a"],
        ),
    ],
)
def test_a_bad_outline_is_listed_and_nothing_is_drawn(village, features, codes):
    with pytest.raises(ImportRefused) as refusal:
        import_boundaries(collection(*features), system=System.WGS84, valid_from=JUNE, by=SURVEYOR)
    assert [problem.code for problem in refusal.value.problems] == codes
    assert Boundary.objects.count() == 1


def test_an_outline_turned_inside_out_is_righted(village):
    ring = square(113.1, 33.1, 0.1)[::-1]
    import_boundaries(
        collection(feature("a", ring)), system=System.WGS84, valid_from=JUNE, by=SURVEYOR
    )
    drawn = boundaries_geojson(level="town", day=JUNE)["features"]
    assert [item["properties"]["code"] for item in drawn] == ["a"]
    assert locate(113.15, 33.15, JUNE).path == queries.tree(JUNE).by_code("a").path


@pytest.mark.parametrize("system", System)
def test_outlines_come_home_from_each_system(village, system):
    ring = [list(from_wgs84(*point, system)) for point in square(113.1, 33.1, 0.1)]
    import_boundaries(collection(feature("a", ring)), system=system, valid_from=JUNE, by=SURVEYOR)
    box = Boundary.objects.get(place__code="a")
    assert (box.min_lng, box.max_lat) == pytest.approx((113.1, 33.2), abs=1e-6)


def test_a_dry_run_draws_nothing(village):
    report = import_boundaries(
        collection(feature("a", square(113.1, 33.1, 0.1))),
        system=System.WGS84,
        valid_from=JUNE,
        by=SURVEYOR,
        dry_run=True,
    )
    assert (report.created, report.problems) == (1, [])
    assert Boundary.objects.count() == 1


SHEET = (
    "code,name,level,parent_code,valid_from\nr,根,area,,2026-01-01\nd,区,district,r,2026-01-01\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sheet_is_read_in_the_encodings_of_offices_and_twice_is_once(encoding):
    rows = read_sheet(SHEET.encode(encoding), PLACE_COLUMNS)
    assert import_places(rows, by=SURVEYOR).created == 2
    again = import_places(rows, by=SURVEYOR)
    assert (again.created, again.unchanged) == (0, 2)
    assert queries.tree().path_names(queries.tree().by_code("d").id) == ["根", "区"]


def test_bad_rows_are_named_exactly_and_nothing_is_made():
    text = (
        SHEET
        + "x,,town,d,2026-01-01\ny,镇,moon,d,2026-01-01\nz,镇,town,no,2026-01-01\n"
        + "w,镇,town,d,yesterday\nv,省,area,d,2026-01-01\ng,好,town,d,2026-01-01\n"
    )
    with pytest.raises(ImportRefused) as refusal:
        import_places(read_sheet(text.encode(), PLACE_COLUMNS), by=SURVEYOR)
    assert [problem.row for problem in refusal.value.problems] == [4, 5, 6, 7, 8]
    assert not Place.objects.exists()


def test_the_calendar_is_entered_from_the_published_year_and_corrected():
    enter_days(days=published_days(2026), by=SURVEYOR)
    calendar = queries.calendar()
    assert calendar.knows(2026)
    assert not calendar.is_worked(date(2026, 10, 1))
    assert calendar.is_worked(date(2026, 10, 10))
    import_days([{"date": "2026-10-10", "worked": "否", "name": "台风"}], by=SURVEYOR)
    assert not queries.calendar().is_worked(date(2026, 10, 10))
    with pytest.raises(ImportRefused):
        import_days([{"date": "10/10", "worked": "1"}, {"date": "2026-10-10"}], by=SURVEYOR)
    with pytest.raises(NotImplementedError):
        published_days(2027)
    assert Day.objects.filter(date__year=2026).count() > 20


def test_the_commands_import_and_refuse(tmp_path):
    sheet = tmp_path / "places.csv"
    sheet.write_text(SHEET)
    out = StringIO()
    call_command("places", "import", str(sheet), stdout=out)
    assert out.getvalue() == "新增 2 条，更改 0 条，0 条不变。\n"
    outline = tmp_path / "d.geojson"
    outline.write_text(json.dumps(collection(feature("d", square(113, 33, 0.1)))))
    call_command("places", "boundaries", str(outline), "--from", "2026-01-01", stdout=out)
    call_command("places", "days", "--year", "2026", stdout=out)
    errors = StringIO()
    sheet.write_text(SHEET + "x,,town,d,2026-01-01\n")
    with pytest.raises(CommandError):
        call_command("places", "import", str(sheet), stdout=out, stderr=errors)
    assert "4" in errors.getvalue()


FIGURES = "place_code,what,value,unit,precision,as_of\n"


def test_figures_are_entered_corrected_and_refused():
    a_place("新华路街道", level="town", code="xhl")
    rows = read_sheet(
        (FIGURES + "xhl,常住人口,4.5,万人,exact,2021-12-31\n").encode(), FIGURE_COLUMNS
    )
    import_figures(rows, by=SURVEYOR)
    import_figures([rows[0] | {"value": "4.6"}], by=SURVEYOR)
    [figure] = queries.figures_of(queries.tree().by_code("xhl").id)
    assert str(figure) == "常住人口 4.6 万人"
    bad = (
        FIGURES
        + "no,a,1,b,exact,2021-12-31\nxhl,a,x,b,exact,2021-12-31\nxhl,a,1,b,odd,2021-12-31\n"
    )
    with pytest.raises(ImportRefused) as refusal:
        import_figures(read_sheet(bad.encode(), FIGURE_COLUMNS), by=SURVEYOR)
    assert [problem.row for problem in refusal.value.problems] == [2, 3, 4]


@pytest.mark.parametrize("broken", [{"precision": "odd"}, {"what": ""}, {"unit": ""}])
def test_the_database_refuses_an_odd_figure(broken):
    place = a_place("x", level="town")
    figure = Figure.objects.create(
        place=place, what="a", value=1, unit="b", precision="exact", as_of=MARCH
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.filter(pk=figure.pk).update(**broken)


def test_the_database_refuses_a_second_figure_of_a_day():
    place = a_place("x", level="town")
    same = {"place": place, "what": "a", "value": 1, "unit": "b", "precision": "exact"}
    Figure.objects.create(as_of=MARCH, **same)
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(as_of=MARCH, **same)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from("cmr"), st.integers(0, 50), st.integers(0, 50)), max_size=12)
)
def test_after_any_changes_every_day_is_still_a_tree(changes):
    with transaction.atomic():
        root = create_place(name="根", level="area", on=MARCH, by=SURVEYOR)
        ids = [root.pk]
        for number in range(3):
            town = create_place(
                name=f"镇{number}", level="town", parent_id=root.pk, on=MARCH, by=SURVEYOR
            )
            ids.append(town.pk)
        for step, (verb, a, b) in enumerate(changes):
            on = date(2026, 4, 1 + step)
            try:
                if verb == "c":
                    level = "village" if b % 2 else "grid"
                    made = create_place(
                        name=f"n{step}",
                        level=level,
                        parent_id=ids[a % len(ids)],
                        on=on,
                        by=SURVEYOR,
                    )
                    ids.append(made.pk)
                elif verb == "m":
                    move_place(
                        place_id=ids[a % len(ids)],
                        to_parent_id=ids[b % len(ids)],
                        on=on,
                        by=SURVEYOR,
                    )
                else:
                    rename_place(place_id=ids[a % len(ids)], name=f"r{step}", on=on, by=SURVEYOR)
            except DomainError:
                continue
        for day in (MARCH, date(2026, 4, 6), date(2026, 4, 30)):
            tree = queries.tree(day)
            assert len(list(tree)) == len(tree) == queries.as_of(day).count()
            for node in tree:
                above = tree.ancestors(node.id)
                assert node.path == "/" + "".join(f"{n.id}/" for n in [*above, node])
                assert node.depth == len(above) + 1
                assert all(a.rank < node.rank for a in above)
        transaction.set_rollback(True)
    assert not Standing.objects.exists()
