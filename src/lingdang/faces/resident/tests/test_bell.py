from uuid import uuid4

import pytest

from lingdang.cases.public import Case, Source
from lingdang.faces.resident.serving import serving
from lingdang.faces.resident.tests.conftest import HERE
from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post
from lingdang.shifts.testing import a_shift_now


def ring(client, **more):
    return client.post("/bell/", {"key": str(uuid4()), **more})


def test_one_press_opens_a_case_and_shows_whom_to_call(client, people):
    answer = ring(client, **HERE)
    case = Case.objects.get()
    assert (case.source, case.place_id) == (Source.BELL, people.ground.grid.pk)
    page = client.get(answer["Location"]).text
    assert case.number in page
    assert 'href="tel:139' in page
    assert f'href="{answer["Location"].replace("/bell/", "/c/")}"' in page


def test_pressed_twice_it_is_one_case(client, people):
    key = str(uuid4())
    first = client.post("/bell/", {"key": key, **HERE})
    again = client.post("/bell/", {"key": key, **HERE})
    assert first["Location"] == again["Location"]
    assert Case.objects.count() == 1


def test_without_a_position_the_community_is_asked_for(client, people):
    answer = ring(client)
    assert answer.status_code == 422
    assert "建业社区" in answer.text
    assert not Case.objects.exists()


def test_the_chosen_community_holds_the_case(client, people):
    answer = ring(client, place=people.ground.village.pk)
    assert Case.objects.get().place_id == people.ground.village.pk
    assert client.get(answer["Location"]).status_code == 200


def test_a_position_outside_goes_to_the_district_desk(client, people):
    ring(client, lng="110.0", lat="30.0", system="wgs84")
    assert Case.objects.get().place_id == people.ground.district.pk


@pytest.mark.parametrize("nonsense", [{"lng": "113.3"}, {"lng": "x", "lat": "y"}, {"place": "-1"}])
def test_nonsense_opens_nothing(client, people, nonsense):
    assert ring(client, **nonsense).status_code == 422
    assert not Case.objects.exists()


def test_a_signed_in_resident_finds_it_under_their_name(people, sign_in):
    client = sign_in(people.resident)
    answer = ring(client, **HERE)
    case = Case.objects.get()
    assert case.reporter_id == people.resident.person_id
    assert answer["Location"] == f"/bell/{case.number}/"
    assert client.get(answer["Location"]).status_code == 200


def test_a_stranger_learns_nothing_from_a_number(client, people, sign_in):
    ring(sign_in(people.resident), **HERE)
    number = Case.objects.get().number
    sign_in(people.other_resident)
    assert client.get(f"/bell/{number}/").status_code == 404


def test_who_is_planned_for_now_is_offered_first(client, people):
    planned = a_person("赵七", phone="13800007777")
    a_post(planned, Role.GRID_WORKER, place=people.ground.grid)
    assert serving(people.ground.grid.pk).first.person_id == people.grid_worker.person_id
    a_shift_now(planned.pk, people.ground.grid)
    shown = serving(people.ground.grid.pk)
    assert (shown.first.person_id, shown.first.on_duty) == (planned.pk, True)
    assert people.grid_worker.person_id in {one.person_id for one in shown.others}
    assert client.get("/who/", {"place": people.ground.grid.pk}).status_code == 200
