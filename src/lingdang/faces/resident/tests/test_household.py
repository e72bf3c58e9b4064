"""Where one lives is told once; the bell and the forms take it from there."""

from uuid import uuid4

import pytest

from lingdang.cases.public import Case
from lingdang.dossiers.testing import a_service
from lingdang.faces.resident.tests.conftest import HERE
from lingdang.people.public import HomeTold, home_of, set_household
from lingdang.places.testing import a_place
from lingdang.standards.testing import a_procedure

TOLD = {"name": "王奶奶", "door": "2单元501", "size": "2"}


@pytest.fixture
def house(people):
    return a_place("3号楼", level="building", parent=people.ground.grid)


@pytest.fixture
def at_home(people, house, sign_in):
    told = HomeTold(place_id=house.pk, name="王奶奶", door="2单元501")
    set_household(told=told, by=people.resident)
    return sign_in(people.resident)


def test_it_is_found_by_words_told_and_shown(people, house, sign_in):
    client = sign_in(people.resident)
    assert str(house.pk) in client.get("/me/home/", {"q": "3号楼"}).text
    told = TOLD | {"found": house.pk, "needs": ["alone"], "agrees": "1"}
    assert client.post("/me/home/", told).status_code == 302
    page = client.get("/me/home/").text
    assert "3号楼" in page
    assert "2单元501" in page
    assert home_of(people.resident).needs


def test_what_is_missing_is_said_and_the_rest_stays(people, sign_in):
    client = sign_in(people.resident)
    answer = client.post("/me/home/", TOLD | {"needs": ["alone"]})
    assert answer.status_code == 422
    assert "2单元501" in answer.text
    assert home_of(people.resident) is None
    assert client.get("/me/home/").status_code == 200


def test_a_position_at_home_says_which_grid(people, sign_in):
    assert sign_in(people.resident).post("/me/home/", TOLD | HERE).status_code == 302
    assert home_of(people.resident).place_id == people.ground.grid.pk


def test_it_is_forgotten_when_asked(people, at_home):
    assert at_home.post("/me/home/forget/").status_code == 302
    assert home_of(people.resident) is None


def test_a_ring_without_a_position_comes_from_home(people, house, at_home):
    assert at_home.post("/bell/", {"key": uuid4()}).status_code == 302
    case = Case.objects.get()
    assert (case.place_id, case.address) == (house.pk, "3号楼2单元501")


def test_a_ring_from_the_homes_grid_tells_the_door_and_one_from_afar_does_not(people, at_home):
    at_home.post("/bell/", {"key": uuid4(), **HERE})
    assert Case.objects.get().address == "3号楼2单元501"
    Case.objects.update(address="")
    at_home.post("/bell/", {"key": uuid4(), "lng": "113.355", "lat": "33.765", "system": "wgs84"})
    assert set(Case.objects.values_list("address", flat=True)) == {""}


def test_a_report_knows_the_building_and_never_the_door(at_home):
    page = at_home.get("/report/").text
    assert "3号楼" in page
    assert "王奶奶" in page
    assert "501" not in page


def test_an_errand_asks_only_which(people, house, at_home):
    a_service()
    a_procedure("errand", holds=["errand"])
    page = at_home.get("/errands/").text
    assert "2单元501" in page
    assert '<select id="place"' not in page
    assert '<select id="place"' in at_home.get("/errands/?for=other").text
    known = {"place": house.pk, "address": "3号楼2单元501", "contact_name": "王奶奶"}
    told = {"key": uuid4(), "kind": "senior-card", "contact_phone": "13912345678", **known}
    assert at_home.post("/errands/", told).status_code == 302
    assert Case.objects.get().address == "3号楼2单元501"


def test_it_is_part_of_ones_own_data(at_home):
    home = at_home.get("/me/data/file/").json()["home"]
    assert (home["name"], home["door"]) == ("王奶奶", "2单元501")
    assert home["place"].endswith("3号楼")


def test_the_desk_of_the_place_looks_for_a_reason(people, at_home, sign_in):
    there = f"/desk/households/{people.resident.person_id}/"
    desk = sign_in(people.grid_worker)
    page = desk.get("/desk/households/").text
    assert "王*" in page
    assert "501" not in page + desk.get(there).text
    assert desk.post(f"{there}unmask/", {"reason": ""}).status_code == 422
    assert "2单元501" in desk.post(f"{there}unmask/", {"reason": "上门"}).text
    assert desk.get("/desk/households/export.xlsx").status_code == 200
    assert sign_in(people.neighbour).get(there).status_code == 404
    assert sign_in(people.leader).get("/desk/households/").status_code == 403
