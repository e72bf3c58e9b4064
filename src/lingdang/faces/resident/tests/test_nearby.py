"""What goes on nearby: a list and a page for everybody, and what must never be on them."""

import pytest
from django.test import Client

from lingdang.cases.public import Source, release_photo
from lingdang.cases.testing import a_case
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.faces.resident.tests.conftest import HERE
from lingdang.kernel.actor import ANYONE
from lingdang.standards.testing import a_procedure
from lingdang.talks.public import reply_to_reporter

NEVER = ("王秀英", "13912345678", "3栋", "2单元", "501门", "垃圾堵在王家门口")
WHERE = {"lng": 113.305123, "lat": 33.765071, "raw_lng": 113.305123, "raw_lat": 33.765071}
TOLD = {
    "description": "垃圾堵在王家门口,找王秀英13912345678",
    "address": "3栋2单元501",
    "raw_system": "wgs84",
    **WHERE,
}


@pytest.fixture
def case(people):
    return a_case("dispatched", place=people.ground.grid, unit=people.unit, **TOLD)


def seen(client, case):
    yield client.get("/near/", HERE).text
    yield client.get("/near/").text
    yield client.get(f"/near/{case.number}/").text


def test_kind_place_state_and_distance_are_told(client, case):
    page = client.get("/near/", HERE).text
    assert case.category.name in page
    assert f"/near/{case.number}/" in page
    assert "约" in page or "about" in page
    one = client.get(f"/near/{case.number}/").text
    assert case.category.name in one
    assert "我也遇到" in one


def test_no_word_name_number_door_or_exact_spot_is(client, case):
    for page in seen(client, case):
        assert not [word for word in (*NEVER, "113.305123", "33.765071") if word in page]


def test_looking_for_hidden_words_finds_nothing(client, case):
    for words in ("王秀英", "垃圾堵", "3栋", "13912345678"):
        assert case.number not in client.get("/near/", {"q": words}).text
    assert case.number in client.get("/near/", {"q": case.number}).text


@pytest.mark.parametrize("kind", ["mediation", "clue", "care", "errand", "bell", "received"])
def test_what_is_for_a_few_has_no_page(client, people, kind):
    restricted = kind in {"mediation", "clue"}
    more = {"source": Source.BELL} if kind == "bell" else {}
    if kind in {"mediation", "clue", "care", "errand"}:
        roles = ["mediator"] if restricted else []
        more = {"procedure": a_procedure(kind, restricted=restricted, roles=roles)}
    state = "received" if kind == "received" else "dispatched"
    case = a_case(state, place=people.ground.grid, unit=people.unit, **TOLD, **more)
    assert client.get(f"/near/{case.number}/").status_code == 404
    assert case.number not in client.get("/near/", HERE).text


def test_a_public_reply_is_told_without_doors_and_numbers(client, people, case):
    text = "已清理3栋2单元501门口,找13912345678"
    reply_to_reporter(case_id=case.pk, text=text, public=True, sure=True, by=people.dispatcher)
    reply_to_reporter(case_id=case.pk, text="只给您看", public=False, by=people.dispatcher)
    page = client.get(f"/near/{case.number}/").text
    assert "已清理" in page
    assert not [word for word in (*NEVER, "只给您看") if word in page]


def test_photographs_are_shown_once_the_office_released_them(client, people, case):
    before, after = a_photo(), a_photo()
    attach_photos([before.pk], subject=case.subject, moment="before", by=ANYONE)
    attach_photos([after.pk], subject=case.subject, moment="after", by=ANYONE)
    assert "<img" not in client.get(f"/near/{case.number}/").text
    told = {"case_id": case.pk, "public_id": after.public_id, "by": people.dispatcher}
    release_photo(**told, released=True)
    page = client.get(f"/near/{case.number}/").text
    assert str(after.public_id) in page
    assert str(before.public_id) not in page
    release_photo(**told, released=False)
    assert str(after.public_id) not in client.get(f"/near/{case.number}/").text


def test_me_too_is_counted_and_not_offered_again(client, case):
    assert client.post(f"/report/join/{case.number}/").status_code == 302
    page = client.get(f"/near/{case.number}/").text
    assert "2" in page
    assert f"/report/join/{case.number}/" not in page
    assert f"/report/join/{case.number}/" in Client().get(f"/near/{case.number}/").text


def test_filters_state_kind_order_pages_and_nothing(client, people, case):
    over = a_case("closed", place=people.ground.grid, unit=people.unit, **TOLD)
    both = client.get("/near/", HERE | {"sort": "newest"}).text
    assert both.index(over.number) < both.index(case.number)
    assert case.number not in client.get("/near/", {"state": "closed"}).text
    assert over.number not in client.get("/near/", {"state": "open"}).text
    assert over.number not in client.get("/near/", {"category": "none"}).text
    assert "blank" in client.get("/near/", {"place": people.ground.other_village.pk}).text
    assert client.get("/near/", {"page": "9"}).status_code == 200
    for wrong in ({"lng": "x"}, {"lng": "113", "lat": "999"}, {"state": "x"}, {"page": "-1"}):
        assert client.get("/near/", wrong).status_code == 422
    assert client.get("/near/", {"place": "999999"}).status_code == 200


def test_who_serves_the_case_alone_releases(client, people, case, sign_in):
    photo = a_photo()
    attach_photos([photo.pk], subject=case.subject, moment="before", by=ANYONE)
    there = f"/desk/cases/{case.pk}/photos/{photo.public_id}/release/"
    assert sign_in(people.grid_worker).post(there, {"on": "1"}).status_code == 403
    assert sign_in(people.other_dispatcher).post(there, {"on": "1"}).status_code == 404
    assert sign_in(people.dispatcher).post(there, {"on": "1"}).status_code == 302
    assert str(photo.public_id) in Client().get(f"/near/{case.number}/").text
