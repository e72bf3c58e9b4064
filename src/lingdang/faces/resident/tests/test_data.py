import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.cases.testing import a_case
from lingdang.journal.public import deliver_due
from lingdang.people.public import Person, follow_place
from lingdang.suggestions.public import join_case


@pytest.fixture
def reported(people):
    return a_case(
        place=people.ground.grid, reporter_id=people.resident.person_id, description="路灯不亮"
    )


@pytest.fixture
def mine(people, sign_in, reported):
    follow_place(place_id=people.ground.village.pk, by=people.resident)
    return sign_in(people.resident)


def test_all_that_is_known_comes_in_one_file(mine, people, reported):
    answer = mine.get("/me/data/file/")
    assert "attachment" in answer["Content-Disposition"]
    known = json.loads(answer.content)
    person = Person.objects.get(pk=people.resident.person_id)
    assert known["account"]["phone"] == person.phone
    assert [matter["number"] for matter in known["matters"]] == [reported.number]
    assert known["matters"][0]["description"] == "路灯不亮"
    assert known["matters"][0]["timeline"]
    assert len(known["follows"]) == 1


def test_nothing_of_others_is_in_it(people, sign_in, reported):
    known = json.loads(sign_in(people.other_resident).get("/me/data/file/").content)
    assert known["matters"] == []


def test_the_page_says_what_is_kept(mine):
    page = mine.get("/me/data/").text
    assert "张三" in page
    assert "下载" in page


@pytest.mark.parametrize("address", ["/me/data/", "/me/data/file/", "/me/data/erase/"])
def test_strangers_sign_in_first(client, people, address):
    assert client.get(address).status_code == 302


def test_erasing_asks_once_more(mine, people):
    assert mine.get("/me/data/erase/").status_code == 200
    assert mine.post("/me/data/erase/").status_code == 422
    assert Person.objects.get(pk=people.resident.person_id).is_active


def test_what_was_reported_stays_without_whoever_reported_it(mine, people, reported):
    other = a_case(place=people.ground.grid, reporter_id=people.other_resident.person_id)
    join_case(case_id=other.pk, by=people.resident)
    assert mine.post("/me/data/erase/", {"sure": "on"}).status_code == 302
    deliver_due()
    person = Person.objects.get(pk=people.resident.person_id)
    assert (person.phone, person.is_active) == ("", False)
    case = Case.objects.get(pk=reported.pk)
    assert (case.reporter_id, case.anonymous, case.contact_cipher) == (None, True, "")
    assert case.description == "路灯不亮"
    assert Case.objects.get(pk=other.pk).reporter_id == people.other_resident.person_id
    assert mine.get("/me/data/").status_code == 302  # signed out


def test_what_the_number_reported_elsewhere_is_forgotten_too(mine, people, client):
    person = Person.objects.get(pk=people.resident.person_id)
    Person.objects.filter(pk=person.pk).update(phone_verified_at=timezone.now())
    told = {"key": uuid4().hex, "description": "别处报的", "contact_phone": person.phone}
    Client().post("/report/", told)
    elsewhere = Case.objects.get(description="别处报的")
    assert elsewhere.contact_index
    mine.post("/me/data/erase/", {"sure": "on"})
    deliver_due()
    assert Case.objects.get(pk=elsewhere.pk).contact_index is None


def test_whoever_serves_is_refused(people, sign_in):
    answer = sign_in(people.grid_worker).post("/me/data/erase/", {"sure": "on"})
    assert answer.status_code == 409
    assert Person.objects.get(pk=people.grid_worker.person_id).is_active
