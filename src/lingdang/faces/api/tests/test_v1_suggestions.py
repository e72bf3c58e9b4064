import pytest

from lingdang.cases.testing import a_case
from lingdang.standards.testing import some_categories
from lingdang.suggestions.testing import a_version, traced

LIFT = "惠民小区3号楼电梯停在半路，老人困在里面"
SPOT = {"lng": 113.3051, "lat": 33.7651, "raw_lng": 113.3051, "raw_lat": 33.7651}


@pytest.fixture
def lift(district):
    case = a_case(place=district.grid, description=LIFT, raw_system="wgs84", **SPOT)
    traced(case)
    return case


def test_a_text_is_told_its_category_places_and_duplicates(dispatcher, lift):
    some_categories()
    a_version()
    asked = {"description": "3号楼电梯停了，困住老人", "lng": 113.3052, "lat": 33.7651}
    told = dispatcher.post("/suggestions", asked).json()
    assert told["categories"][0]["code"] == "property-lift"
    assert "电梯" in told["categories"][0]["words"]
    assert told["duplicates"][0]["id"] == lift.pk
    assert told["duplicates"][0]["metres"] < 20
    assert "3号楼" in [place["word"] for place in told["places"]]


def test_nothing_written_nothing_told(dispatcher):
    told = dispatcher.post("/suggestions", {}).json()
    assert told == {"categories": [], "places": [], "duplicates": []}


def test_a_field_that_nobody_knows_is_refused(dispatcher):
    assert dispatcher.post("/suggestions", {"text": "x"}).status_code == 422
