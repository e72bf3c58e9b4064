"""The demonstration, loaded once for all tests of this file."""

import json
from datetime import date
from io import StringIO

import pytest
import shapely
from django.core.management import call_command

from lingdang.cases.public import State, cases_for
from lingdang.demo import loading
from lingdang.demo.figures import compute, known
from lingdang.demo.held import READER
from lingdang.journal.public import Fact
from lingdang.people.public import Role, posts_for
from lingdang.places.public import boundaries_geojson, locate, tree
from lingdang.shifts.public import grid_team


def test_every_part_says_what_it_did(said):
    assert all(part.name in said for part in loading.PARTS)


def test_loading_again_changes_nothing(demo):
    facts = Fact.objects.count()
    out = StringIO()
    call_command("demo", "load", stdout=out)
    assert Fact.objects.count() == facts
    assert ".csv" not in out.getvalue()


def test_the_printed_towns_and_their_villages_stand(demo):
    now = tree()
    district = next(node for node in now.search("示范区") if node.name == "示范区")
    towns = {town.name: now.children(town.id) for town in now.children(district.id)}
    villages = {
        name: [place for place in below if place.level == "village"]
        for name, below in towns.items()
        if below
    }
    assert len(villages["滍阳镇"]) == 18
    assert len(villages["应滨街道"]) == 10
    assert {"滨湖街道", "湖滨路街道"} < set(villages)
    assert len([node for node in now.subtree(district.id) if node.level == "grid"]) >= 60


@pytest.mark.parametrize("level", ["town", "village", "grid"])
def test_the_ground_is_covered_once(demo, level):
    """Neighbours touch and do not overlap; together they are their district."""
    parts = [shapely.geometry.shape(f["geometry"]) for f in _features(level)]
    whole = [shapely.geometry.shape(f["geometry"]) for f in _features("district")]
    index = shapely.STRtree(parts)
    pairs = index.query(parts, predicate="overlaps")
    shared = [parts[a].intersection(parts[b]).area for a, b in pairs.T if a < b]
    assert max(shared, default=0) < 1e-12
    assert sum(part.area for part in parts) == pytest.approx(sum(w.area for w in whole), rel=1e-6)


def _features(level):
    return boundaries_geojson(level=level, day=date(2026, 6, 1))["features"]


def test_a_district_drawn_in_gcj02_lies_where_it_is(demo):
    """The two streets of 巩义 are found by positions in WGS-84."""
    found = locate(113.02, 34.75)
    assert found.how == "inside"
    assert "巩义市" in tree().path_names(found.place_id)


def test_every_grid_has_its_worker_and_every_role_its_holder(demo):
    for grid in tree().at_level("grid"):
        assert grid_team(grid.id)[0].role == Role.GRID_WORKER
    held = set(posts_for(READER).values_list("role", flat=True))
    assert held == set(Role.values)


def test_cases_are_in_every_state_and_lie_in_their_grid(demo):
    cases = cases_for(READER)
    assert cases.count() >= 2000
    assert set(cases.values_list("state", flat=True)) >= set(State.values) - {
        State.CALLED_BACK,
        State.MERGED,
    }
    for case in cases.filter(lng__isnull=False)[:200]:
        assert locate(case.lng, case.lat).place_id == case.origin_place_id


def test_nobody_can_be_called_by_accident(demo):
    """Numbers of staff come from a block that no operator has."""
    phones = {post.person.phone for post in posts_for(READER)}
    assert all(phone.startswith("154") for phone in phones)


@pytest.mark.parametrize("number", known())
def test_each_figure_adds_up(demo, number):
    figure = compute([number])[0]
    assert figure.holds, figure
    assert figure.url.startswith("/")


def test_the_command_prints_figures_for_machines(demo):
    out = StringIO()
    call_command("demo", "figures", "--json", "N-23", stdout=out)
    (row,) = json.loads(out.getvalue())
    assert set(row) == {"id", "printed", "precision", "computed", "url", "holds"}
    assert (row["id"], row["precision"], row["holds"]) == ("N-23", "approximate", True)
    assert row["computed"]["closed_online"] == 74
