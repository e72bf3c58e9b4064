from lingdang.faces.resident.tests.conftest import HERE
from lingdang.kernel.coordinates import System, from_wgs84


def test_a_position_tells_its_grid_and_who_serves_it(client, people):
    answer = client.get("/where/", HERE).json()
    assert answer["chain"] == ["示范区", "应滨街道", "建业社区", "第一网格"]
    assert (answer["found"], answer["place_id"]) == ("inside", people.ground.grid.pk)
    assert answer["team"][0]["role"] == "网格员"
    assert answer["team"][0]["phone"].startswith("139")


def test_a_shifted_position_is_brought_home(client, people):
    point = from_wgs84(113.305, 33.765, System.GCJ02)
    answer = client.get("/where/", {"lng": point.lng, "lat": point.lat, "system": "gcj02"}).json()
    assert answer["place_id"] == people.ground.grid.pk
    assert answer["point"] == {"lng": 113.305, "lat": 33.765}


def test_outside_the_district_desk_answers(client, people):
    answer = client.get("/where/", {"lng": "110", "lat": "30"}).json()
    assert (answer["found"], answer["place_id"]) == ("desk", people.ground.district.pk)


def test_staff_phones_are_shown_only_where_the_district_wants_it(client, people, settings):
    settings.SHOW_STAFF_PHONES = False
    team = client.get("/where/", HERE).json()["team"]
    assert {one["phone"] for one in team} == {""}


def test_nonsense_is_answered_in_words(client, people):
    for nonsense in ({}, {"lng": "x", "lat": "1"}, {"lng": "500", "lat": "1"}, {"lng": "nan"}):
        answer = client.get("/where/", nonsense, headers={"accept": "application/json"})
        assert answer.status_code == 422
        assert answer.json()["title"]


def test_towns_from_far_and_grids_from_near(client, people):
    towns = client.get("/boundaries/").json()["features"]
    assert {town["properties"]["level"] for town in towns} == {"town"}
    box = {"west": "113.30", "south": "33.76", "east": "113.309", "north": "33.769"}
    grids = client.get("/boundaries/", box).json()["features"]
    assert people.ground.grid.pk in {grid["properties"]["id"] for grid in grids}
    assert people.ground.other_grid.pk not in {grid["properties"]["id"] for grid in grids}


def test_who_serves_is_found_by_words_and_by_place(client, people):
    assert "湖光社区" in client.get("/who/", {"words": "湖光"}).text
    page = client.get("/who/", {"place": people.ground.grid.pk}).text
    assert 'href="tel:139' in page
    assert client.get("/who/", {"place": "999999"}).status_code == 404
