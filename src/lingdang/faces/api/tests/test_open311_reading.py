"""Discovery, services, requests and tokens, box by box."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Case, Report, report_case
from lingdang.faces.api.tests import open311_schemas as schemas
from lingdang.faces.api.tests.conftest import a_case
from lingdang.faces.api.tests.open311 import ROOT, as_xml, get, valid
from lingdang.kernel.actor import ANYONE


@pytest.mark.parametrize("root", ["/open311", ROOT])
def test_it_is_told_as_json_and_as_xml(district, client, root):
    told = valid(schemas.DISCOVERY, client.get(f"{root}/discovery.json"))
    assert told["endpoints"][0]["url"] == "http://testserver/open311/v2"
    element = as_xml(client.get(f"{root}/discovery.xml"), "discovery")
    assert element.findtext("changeset") == told["changeset"]
    formats = [one.text for one in element.findall("endpoints/endpoint/formats/format")]
    assert formats == told["endpoints"][0]["formats"]


def test_the_changeset_follows_the_categories(client, db, request):
    before = client.get("/open311/discovery.json").json()["changeset"]
    request.getfixturevalue("district")
    assert client.get("/open311/discovery.json").json()["changeset"] > before


def test_a_trial_instance_is_told_of(district, client, settings):
    settings.DEMO, settings.OPEN311_TEST_URL = False, "https://trial.example/open311/v2/"
    told = valid(schemas.DISCOVERY, client.get("/open311/discovery.json"))
    kinds = [(one["type"], one["url"]) for one in told["endpoints"]]
    assert kinds == [
        ("production", "http://testserver/open311/v2"),
        ("test", "https://trial.example/open311/v2"),
    ]


@pytest.mark.parametrize("address", ["discovery", "discovery.html", "v2/"])
def test_people_get_a_page(district, client, address):
    page = client.get(f"/open311/{address}")
    assert page.headers["Content-Type"].startswith("text/html")
    assert b"GeoReport_v2" in page.content


def test_categories_are_services(district):
    listed = valid(schemas.SERVICES, get("services.json"))
    waste = next(one for one in listed if one["service_code"] == "06010")
    assert (waste["service_name"], waste["group"]) == ("暴露垃圾", "环境维护")
    assert waste["metadata"] is False
    services = as_xml(get("services.xml"), "services")
    assert [one.tag for one in services] == ["service"] * len(listed)


def test_a_definition_asks_for_the_finer_category(district):
    listed = {one["service_code"]: one for one in get("services.json").json()}
    assert listed["environment"]["metadata"] is True
    told = valid(schemas.DEFINITION, get("services/environment.json"))
    assert told["attributes"][0]["datatype"] == "singlevaluelist"
    element = as_xml(get("services/environment.xml"), "service_definition")
    keys = [one.text for one in element.findall("attributes/attribute/values/value/key")]
    assert keys == [value["key"] for value in told["attributes"][0]["values"]]


def test_a_definition_without_questions(district):
    assert valid(schemas.DEFINITION, get("services/06010.json"))["attributes"] == []


def test_an_unknown_code_is_404(district):
    valid(schemas.ERRORS, get("services/none.json"), 404)
    error = as_xml(get("services/none.xml"), "errors", 404)
    assert error.findtext("error/code") == "404"


def test_a_case_is_told_without_anybodys_name_or_door(district):
    a_case(description="王小明家门口,电话13812345678", address="幸福里3栋2单元501")
    response = get("requests.json")
    told = valid(schemas.REQUESTS, response)[0]
    assert told["status"] == "open"
    assert told["address"] == "幸福里**, 第一网格, 建业社区, 应滨街道, 示范区"
    assert (told["lat"], told["long"]) == (33.765, 113.305)
    assert b"13812345678" not in response.content
    element = as_xml(get("requests.xml"), "service_requests")
    assert element.findtext("request/service_request_id") == told["service_request_id"]
    assert element.findtext("request/zipcode") == ""


def test_one_request(case):
    told = valid(schemas.REQUESTS, get(f"requests/{case.number}.json"))
    assert [one["service_request_id"] for one in told] == [case.number]
    as_xml(get(f"requests/{case.number}.xml"), "service_requests")


@pytest.mark.parametrize("number", ["1", "20200101-000001", "x", "%00", "9" * 30])
def test_an_unknown_request_is_404(case, number):
    valid(schemas.ERRORS, get(f"requests/{number}.json"), 404)


def test_the_id_alone_is_not_the_number(case):
    valid(schemas.ERRORS, get(f"requests/{case.pk}.json"), 404)


def test_what_was_withdrawn_or_has_no_category_is_not_told(district):
    a_case(category_code=None)
    assert valid(schemas.REQUESTS, get("requests.json")) == []


def test_filters(district):
    first = a_case()
    other = a_case(category_code="sudden-manhole")
    old = a_case(received_at=timezone.now() - timedelta(days=100))
    Case.objects.filter(pk=other.pk).update(
        state="refused", reason="x", closed_at=timezone.now(), due_at=None, due_from=None
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
def test_bad_arguments_are_error_arrays(district, query, status):
    valid(schemas.ERRORS, get("requests.json", **query), status)
    as_xml(get("requests.xml", **query), "errors", status)


def test_a_list_costs_the_same_however_long(district, django_assert_max_num_queries):
    for _number in range(3):
        a_case()
    with django_assert_max_num_queries(6):
        assert len(get("requests.json").json()) == 3


def test_a_follow_token_names_its_request(district):
    report = Report(description="x", category_code="06010", lng=113.305, lat=33.765)
    reported = report_case(report=report, by=ANYONE)
    token = reported.follow_token
    told = valid(schemas.TOKEN, get(f"tokens/{token}.json"))
    assert told == [{"service_request_id": reported.case.number, "token": token}]
    as_xml(get(f"tokens/{token}.xml"), "service_requests")


def test_an_unknown_token_is_404(district):
    valid(schemas.ERRORS, get("tokens/none.json"), 404)


@pytest.mark.parametrize("path", ["services", "requests/1", "requests.csv", "none.json", ""])
def test_what_is_not_there_is_an_error_array(db, client, path):
    response = client.get(f"{ROOT}/{path}" if path else "/open311/")
    assert response.status_code == 404
    if path.endswith(".json"):
        valid(schemas.ERRORS, response, 404)
    else:
        as_xml(response, "errors", 404)


def test_other_methods_are_refused_with_those_that_work(db, client):
    response = client.delete(f"{ROOT}/requests.json")
    valid(schemas.ERRORS, response, 405)
    assert response.headers["Allow"] == "GET, POST"
