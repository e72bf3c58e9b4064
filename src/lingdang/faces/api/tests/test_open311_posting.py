"""Creating requests: what is asked, what is taken, what is refused."""

import pytest
from django.test import Client

from lingdang.cases.public import Case
from lingdang.faces.api.tests import open311_schemas as schemas
from lingdang.faces.api.tests.conftest import a_key
from lingdang.faces.api.tests.open311 import PLACE, ROOT, as_xml, get, valid
from lingdang.standards.public import import_questions
from lingdang.standards.testing import LIBRARIAN


@pytest.fixture
def key(district):
    return a_key("dispatcher", place=district.town)


@pytest.fixture
def post(client, key):
    def send(form="json", **fields):
        data = {"api_key": key, "service_code": "06010", **PLACE, **fields}
        return client.post(f"{ROOT}/requests.{form}", data)

    return send


def test_a_request_becomes_a_case(post, district):
    created = valid(
        schemas.CREATED,
        post(description="垃圾\n满了", first_name="小明", last_name="王", phone="13812345678"),
    )
    case = Case.objects.get()
    assert created[0]["service_request_id"] == case.number
    assert (case.category_id, case.source, case.place_id) == (
        "06010",
        "open311",
        district.grid.pk,
    )
    assert case.description == "垃圾\n满了"


def test_the_answer_can_be_xml(post):
    element = as_xml(post("xml"), "service_requests")
    assert element.findtext("request/service_request_id") == Case.objects.get().number
    assert element.find("request/token") is None


@pytest.mark.parametrize(
    "place",
    [{"address_string": "建业路 3 号"}, {"address_id": "d"}, {**PLACE, "address_id": ""}],
)
def test_any_full_location_will_do(post, place):
    valid(schemas.CREATED, post(**{"lat": "", "long": "", **place}))


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("wrong", ["", "nobody"])
def test_without_a_valid_key_nothing_is_created(post, form, wrong):
    refused = post(form, api_key=wrong)
    if form == "json":
        assert valid(schemas.ERRORS, refused, 403)[0]["code"] == 403
    else:
        as_xml(refused, "errors", 403)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "status", "faults"),
    [
        ({"service_code": ""}, 400, 1),
        ({"service_code": "none"}, 404, 1),
        ({"lat": ""}, 400, 1),
        ({"lat": "", "long": ""}, 400, 1),
        ({"lat": "91"}, 400, 1),
        ({"lat": "north", "long": "nan"}, 400, 2),
        ({"address_id": "none"}, 400, 1),
        ({"description": "x" * 4001}, 400, 1),
        ({"description": "x" * 4001, "media_url": "ftp://x", "lat": ""}, 400, 3),
        ({"media_url": "javascript:alert(1)"}, 400, 1),
        ({"attribute[none]": "1"}, 400, 1),
        ({"phone": "12"}, 400, 1),
        ({"jurisdiction_id": "elsewhere"}, 404, 1),
    ],
)
def test_every_fault_is_named_and_nothing_is_created(post, fields, status, faults):
    assert len(valid(schemas.ERRORS, post(**fields), status)) == faults
    assert Case.objects.count() == 0


def test_a_finer_category_is_the_category(post):
    post(service_code="environment", **{"attribute[detail]": "06010"})
    assert Case.objects.get().category_id == "06010"


def test_a_districts_own_questions(post):
    bins = {"category_code": "06010", "code": "bins", "text": "Which bins?", "required": "1"}
    values = {"datatype": "multivaluelist", "values": "red=Red|blue=Blue"}
    import_questions([bins | values], by=LIBRARIAN)
    services = {one["service_code"]: one for one in get("services.json").json()}
    assert services["06010"]["metadata"] is True
    assert services["06011"]["metadata"] is False
    valid(schemas.DEFINITION, get("services/06010.json"))
    assert "bins" in valid(schemas.ERRORS, post(), 400)[0]["description"]
    valid(schemas.ERRORS, post(**{"attribute[bins][]": ["red", "black"]}), 400)
    valid(schemas.CREATED, post(**{"attribute[bins][]": ["red", "blue"]}))
    assert Case.objects.get().attributes == {"bins": ["red", "blue"]}


def test_a_media_address_is_kept_as_text(post):
    post(media_url="https://example.org/a.jpg")
    assert Case.objects.get().attributes == {"media_url": "https://example.org/a.jpg"}


def test_a_retry_with_its_key_is_the_same_request(client, key):
    data = {"api_key": key, "service_code": "06010", **PLACE}
    answers = [
        client.post(f"{ROOT}/requests.json", data, headers={"Idempotency-Key": "k"}).json()
        for _try in range(2)
    ]
    assert answers[0] == answers[1]
    assert Case.objects.count() == 1


def test_a_forged_form_needs_no_csrf_token_but_a_key(district, key):
    strict = Client(enforce_csrf_checks=True)
    data = {"api_key": key, "service_code": "06010", **PLACE}
    assert strict.post(f"{ROOT}/requests.json", data).status_code == 200
