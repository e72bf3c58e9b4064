"""GeoReport v2, box by box."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from lingdang.cases.public import Case
from lingdang.faces.api.tests import open311_schemas as schemas
from lingdang.faces.api.tests.conftest import a_case, a_key

ROOT = "/open311/v2"
PLACE = {"lat": "33.765", "long": "113.305"}


def valid(schema, response, status=200):
    assert response.status_code == status, response.content.decode()
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    value = response.json()
    Draft202012Validator(schema).validate(value)
    return value


def as_xml(response, root, status=200):
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    element = ET.fromstring(response.content)  # noqa: S314 -- our own
    assert element.tag == root
    return element


@pytest.fixture
def key(district):
    return a_key("dispatcher", place=district.town)


@pytest.fixture
def post(client, key):
    def send(form="json", **fields):
        data = {"api_key": key, "service_code": "06010", **PLACE, **fields}
        return client.post(f"{ROOT}/requests.{form}", data)

    return send


def get(path, **query):
    return Client().get(f"{ROOT}/{path}", query)


class TestDiscovery:
    @pytest.mark.parametrize("root", ["/open311", ROOT])
    def test_it_is_told_as_json_and_as_xml(self, district, client, root):
        told = valid(schemas.DISCOVERY, client.get(f"{root}/discovery.json"))
        assert told["endpoints"][0]["url"] == "http://testserver/open311/v2"
        element = as_xml(client.get(f"{root}/discovery.xml"), "discovery")
        assert element.findtext("changeset") == told["changeset"]
        formats = [one.text for one in element.findall("endpoints/endpoint/formats/format")]
        assert formats == told["endpoints"][0]["formats"]

    def test_the_changeset_follows_the_categories(self, client, db, request):
        before = client.get("/open311/discovery.json").json()["changeset"]
        request.getfixturevalue("district")
        assert client.get("/open311/discovery.json").json()["changeset"] > before

    @pytest.mark.parametrize("address", ["discovery", "discovery.html", "v2/"])
    def test_people_get_a_page(self, district, client, address):
        page = client.get(f"/open311/{address}")
        assert page.headers["Content-Type"].startswith("text/html")
        assert b"GeoReport_v2" in page.content


class TestServices:
    def test_categories_are_services(self, district):
        listed = valid(schemas.SERVICES, get("services.json"))
        waste = next(one for one in listed if one["service_code"] == "06010")
        assert (waste["service_name"], waste["group"]) == ("暴露垃圾", "环境维护")
        assert waste["metadata"] is False
        services = as_xml(get("services.xml"), "services")
        assert [one.tag for one in services] == ["service"] * len(listed)

    def test_a_definition_asks_for_the_finer_category(self, district):
        listed = {one["service_code"]: one for one in get("services.json").json()}
        assert listed["environment"]["metadata"] is True
        told = valid(schemas.DEFINITION, get("services/environment.json"))
        assert told["attributes"][0]["datatype"] == "singlevaluelist"
        element = as_xml(get("services/environment.xml"), "service_definition")
        keys = [one.text for one in element.findall("attributes/attribute/values/value/key")]
        assert keys == [value["key"] for value in told["attributes"][0]["values"]]

    def test_a_definition_without_questions(self, district):
        assert valid(schemas.DEFINITION, get("services/06010.json"))["attributes"] == []

    def test_an_unknown_code_is_404(self, district):
        valid(schemas.ERRORS, get("services/none.json"), 404)
        error = as_xml(get("services/none.xml"), "errors", 404)
        assert error.findtext("error/code") == "404"


class TestCreating:
    def test_a_request_becomes_a_case(self, post, district):
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

    def test_the_answer_can_be_xml(self, post):
        element = as_xml(post("xml"), "service_requests")
        assert element.findtext("request/service_request_id") == Case.objects.get().number
        assert element.find("request/token") is None

    @pytest.mark.parametrize(
        "place",
        [{"address_string": "建业路 3 号"}, {"address_id": "d"}, {**PLACE, "address_id": ""}],
    )
    def test_any_full_location_will_do(self, post, place):
        valid(schemas.CREATED, post(**{"lat": "", "long": "", **place}))

    @pytest.mark.parametrize("form", ["json", "xml"])
    @pytest.mark.parametrize("wrong", ["", "nobody"])
    def test_without_a_valid_key_nothing_is_created(self, post, form, wrong):
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
    def test_every_fault_is_named_and_nothing_is_created(self, post, fields, status, faults):
        assert len(valid(schemas.ERRORS, post(**fields), status)) == faults
        assert Case.objects.count() == 0

    def test_a_finer_category_is_the_category(self, post):
        post(service_code="environment", **{"attribute[detail]": "06010"})
        assert Case.objects.get().category_id == "06010"

    def test_a_districts_own_questions(self, post, settings):
        settings.OPEN311_ATTRIBUTES = {
            "06010": [
                {
                    "code": "bins",
                    "datatype": "multivaluelist",
                    "description": "Which bins?",
                    "required": True,
                    "values": [["red", "Red"], ["blue", "Blue"]],
                }
            ]
        }
        valid(schemas.DEFINITION, get("services/06010.json"))
        assert "bins" in valid(schemas.ERRORS, post(), 400)[0]["description"]
        valid(schemas.ERRORS, post(**{"attribute[bins][]": ["red", "black"]}), 400)
        valid(schemas.CREATED, post(**{"attribute[bins][]": ["red", "blue"]}))
        assert Case.objects.get().attributes == {"bins": ["red", "blue"]}

    def test_a_media_address_is_kept_as_text(self, post):
        post(media_url="https://example.org/a.jpg")
        assert Case.objects.get().attributes == {"media_url": "https://example.org/a.jpg"}

    def test_a_retry_with_its_key_is_the_same_request(self, client, key):
        data = {"api_key": key, "service_code": "06010", **PLACE}
        answers = [
            client.post(f"{ROOT}/requests.json", data, headers={"Idempotency-Key": "k"}).json()
            for _try in range(2)
        ]
        assert answers[0] == answers[1]
        assert Case.objects.count() == 1


class TestReading:
    def test_a_case_is_told_without_anybodys_name(self, district):
        a_case(description="王小明家门口,电话13812345678")
        response = get("requests.json")
        told = valid(schemas.REQUESTS, response)[0]
        assert told["status"] == "open"
        assert told["address"] == "第一网格, 建业社区, 应滨街道, 示范区"
        assert (told["lat"], told["long"]) == (33.765, 113.305)
        assert b"13812345678" not in response.content
        element = as_xml(get("requests.xml"), "service_requests")
        assert element.findtext("request/service_request_id") == told["service_request_id"]
        assert element.findtext("request/zipcode") == ""

    def test_one_request(self, case):
        told = valid(schemas.REQUESTS, get(f"requests/{case.number}.json"))
        assert [one["service_request_id"] for one in told] == [case.number]
        as_xml(get(f"requests/{case.number}.xml"), "service_requests")

    @pytest.mark.parametrize("number", ["1", "20200101-000001", "x", "%00", "9" * 30])
    def test_an_unknown_request_is_404(self, case, number):
        valid(schemas.ERRORS, get(f"requests/{number}.json"), 404)

    def test_the_id_alone_is_not_the_number(self, case):
        valid(schemas.ERRORS, get(f"requests/{case.pk}.json"), 404)

    def test_what_was_withdrawn_or_has_no_category_is_not_told(self, district):
        a_case(category_code=None)
        assert valid(schemas.REQUESTS, get("requests.json")) == []

    def test_filters(self, district):
        first = a_case()
        other = a_case(category_code="sudden-manhole")
        old = a_case(received_at=timezone.now() - timedelta(days=100))
        Case.objects.filter(pk=other.pk).update(
            state="refused", reason="x", closed_at=timezone.now(), due_at=None
        )

        def numbers(**query):
            told = valid(schemas.REQUESTS, get("requests.json", **query))
            return {one["service_request_id"] for one in told}

        recent = {first.number, other.number}
        long_ago = (timezone.now() - timedelta(days=120)).isoformat()
        assert numbers() == recent
        assert numbers(start_date=long_ago) == {old.number}
        assert numbers(end_date=long_ago) == set()
        assert numbers(service_code="06010") == {first.number}
        assert numbers(service_code="06010,sudden-manhole") == recent
        assert numbers(status="open") == {first.number}
        assert numbers(status="closed") == {other.number}
        assert numbers(status="open,closed") == recent
        assert numbers(service_request_id=f"{old.number},{first.number}", status="no") == {
            old.number,
            first.number,
        }
        assert numbers(page_size=1) == {other.number}
        assert numbers(page_size=1, page=2) == {first.number}
        assert numbers(jurisdiction_id="district", status="") == recent

    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ({"status": "pending"}, 400),
            ({"start_date": "2026-01-01"}, 400),
            ({"page": "0"}, 400),
            ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}, 400),
            ({"jurisdiction_id": "elsewhere"}, 404),
        ],
    )
    def test_bad_arguments_are_error_arrays(self, district, query, status):
        valid(schemas.ERRORS, get("requests.json", **query), status)
        as_xml(get("requests.xml", **query), "errors", status)

    def test_a_list_costs_the_same_however_long(self, district, django_assert_max_num_queries):
        for _number in range(3):
            a_case()
        with django_assert_max_num_queries(6):
            assert len(get("requests.json").json()) == 3


class TestTokens:
    def test_a_follow_token_names_its_request(self, district):
        from lingdang.cases.public import Report, report_case  # noqa: PLC0415 -- only here
        from lingdang.kernel.actor import ANYONE  # noqa: PLC0415 -- only here

        reported = report_case(
            report=Report(
                description="x", category_code="06010", **{"lng": 113.305, "lat": 33.765}
            ),
            by=ANYONE,
        )
        token = reported.follow_token
        told = valid(schemas.TOKEN, get(f"tokens/{token}.json"))
        assert told == [{"service_request_id": reported.case.number, "token": token}]
        as_xml(get(f"tokens/{token}.xml"), "service_requests")

    def test_an_unknown_token_is_404(self, district):
        valid(schemas.ERRORS, get("tokens/none.json"), 404)


class TestResources:
    @pytest.mark.parametrize("path", ["services", "requests/1", "requests.csv", "none.json", ""])
    def test_what_is_not_there_is_an_error_array(self, db, client, path):
        response = client.get(f"{ROOT}/{path}" if path else "/open311/")
        assert response.status_code == 404
        if path.endswith(".json"):
            valid(schemas.ERRORS, response, 404)
        else:
            as_xml(response, "errors", 404)

    def test_other_methods_are_refused_with_those_that_work(self, db, client):
        response = client.delete(f"{ROOT}/requests.json")
        valid(schemas.ERRORS, response, 405)
        assert response.headers["Allow"] == "GET, POST"

    def test_a_forged_form_needs_no_csrf_token_but_a_key(self, district, key):
        strict = Client(enforce_csrf_checks=True)
        data = {"api_key": key, "service_code": "06010", **PLACE}
        assert strict.post(f"{ROOT}/requests.json", data).status_code == 200
