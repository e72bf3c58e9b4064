from uuid import uuid4

import pytest

from lingdang.calls.public import Call, answer_call
from lingdang.calls.testing import time_passes
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
    assert "正在呼叫网格员" in page
    assert f'href="{answer["Location"].replace("/bell/", "/c/")}#talk"' in page


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


@pytest.fixture
def page(client, people):
    """The address of the page of a call that rings."""
    return ring(client, **HERE)["Location"]


def poll(client, page):
    return client.get(page, {"seen": "ringing-grid"}, headers={"HX-Request": "true"})


def test_the_page_answers_only_with_what_is_new(client, page):
    assert poll(client, page).status_code == 204
    call = time_passes(Call.objects.get())
    answer = poll(client, page)
    assert "无人接听，正在转社区" in answer.text
    assert "<html" not in answer.text
    assert "seen=ringing-community" in answer.text
    assert call.level == "community"


def test_it_says_who_answered(client, people, page):
    answer_call(call_id=Call.objects.get().pk, by=people.grid_worker)
    told = client.get(page).text
    assert "已接听" in told
    assert "网格员 <b>张三</b>" in told
    assert "hx-trigger" not in told


def test_when_nobody_answers_it_says_what_happens_now(client, page):
    call = Call.objects.get()
    for _ in range(3):
        time_passes(call)
    told = client.get(page).text
    assert "还没有人接听" in told
    for number in ("110", "119", "120"):
        assert f'href="tel:{number}"' in told


def test_pressed_by_mistake_it_is_taken_back(client, page):
    assert client.post(f"{page}cancel/")["Location"] == page
    assert "呼叫已取消" in client.get(page).text
    assert Case.objects.get().state == "withdrawn"


def test_a_second_press_leads_to_the_call_that_rings(client, page):
    assert ring(client, **HERE)["Location"] == page
    assert Case.objects.count() == 1


def test_nobody_takes_back_the_ring_of_another(client, people, sign_in):
    ring(sign_in(people.resident), **HERE)
    number = Case.objects.get().number
    sign_in(people.other_resident)
    assert client.post(f"/bell/{number}/cancel/").status_code == 404
    assert Call.objects.get().state == "ringing"


def test_the_matter_tells_each_step(client, people, page):
    call = time_passes(Call.objects.get())
    answer_call(call_id=call.pk, by=people.community)
    told = client.get(page.replace("/bell/", "/c/")).text
    assert told.index("已接听") < told.index("正在呼叫")
