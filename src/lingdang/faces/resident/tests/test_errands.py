import pytest
from django.test import Client

from lingdang.cases.public import Case
from lingdang.dossiers.public import Errand
from lingdang.dossiers.testing import a_service
from lingdang.places.testing import a_district
from lingdang.standards.testing import some_procedures


@pytest.fixture
def ground(db):
    some_procedures()
    return a_district()


def sent(ground, **more):
    return {
        "key": "0d3f1f7e-8f5e-4c0d-9b0a-3a1f5f0d7e11", "kind": "senior-card",
        "place": ground.village.pk, "address": "3号楼", "contact_name": "郑老人",
        "contact_phone": "13800001234", **more,
    }  # fmt: skip


def test_a_resident_asks_for_an_errand_and_follows_it(ground):
    a_service()
    client = Client()
    assert "老年证" in client.get("/errands/").content.decode()
    answer = client.post("/errands/", sent(ground))
    again = client.post("/errands/", sent(ground))
    assert answer.url == again.url
    page = client.get(answer.url).content.decode()
    assert "身份证" in page
    assert "待收取" in page
    case = Case.objects.get()
    assert (case.procedure_id, case.place_id) == ("errand", ground.village.pk)
    assert Errand.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"kind": "none"}, {"place": ""}, {"contact_phone": "12"}])
def test_what_is_wrong_is_said_and_nothing_is_asked_for(ground, wrong):
    a_service()
    assert Client().post("/errands/", sent(ground, **wrong)).status_code == 422
    assert not Case.objects.exists()


def test_without_services_nothing_is_offered(ground):
    assert "<form" not in Client().get("/errands/").content.decode().split("<main")[-1]
