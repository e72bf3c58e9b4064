"""Foreign clients, as their authors wrote them, against the product on a port."""

import itertools
import warnings
from datetime import timedelta

import pytest
from django.utils import timezone
from georeport import GeoReport

from lingdang.faces.api.tests.conftest import a_case, a_key

itertools.ifilter = filter  # three was written for Python 2
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from three import Three

START = (timezone.now() - timedelta(days=30)).strftime("%m-%d-%Y")
END = (timezone.now() + timedelta(days=2)).strftime("%m-%d-%Y")


@pytest.fixture
def cases(district):
    return [a_case(), a_case(category_code="sudden-manhole")]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_everything(cases, server, form):
    city = GeoReport(f"{server}/open311/v2", jurisdiction="district", output_format=form)
    services = city.get_service_list()
    assert {"06010", "environment"} <= {service["service_code"] for service in services}
    definition = city.get_service_definition("environment")
    assert definition["service_code"] == "environment"
    listed = city.get_service_requests(status="open")
    assert [one["service_request_id"] for one in listed] == [cases[1].number, cases[0].number]
    one = city.get_service_request(cases[0].number)
    assert (one["status"], one["service_name"]) == ("open", "暴露垃圾")


@pytest.fixture
def three(server, district):
    """A client with a key; its connections are closed behind it."""
    client = Three(f"{server}/open311/v2", api_key=a_key("dispatcher", place=district.town))
    yield client
    client.session.close()


def test_three_reads_everything(cases, three, server):
    told = three.discovery(f"{server}/open311/discovery.json")
    assert b"GeoReport_v2" in told
    assert three.discovery()["endpoints"][0]["url"] == f"{server}/open311/v2"
    assert "06010" in {service["service_code"] for service in three.services()}
    assert three.services("environment")["attributes"][0]["order"] == 1
    assert len(three.requests(count=1)) == 1
    assert [one["service_code"] for one in three.requests("06010")] == ["06010"]
    assert len(three.requests(start=START, end=END)) == 2
    assert three.request(cases[0].number)[0]["service_request_id"] == cases[0].number


def test_three_posts_and_finds_it_again(three):
    posted = three.post(
        "environment",
        lat=33.765,
        long=113.305,
        address="3 Jianye Road",
        name="Zach Williams",
        phone="13812345678",
        description="Rubbish",
        **{"attribute[detail]": "06010"},
    )
    number = posted[0]["service_request_id"]
    assert three.request(number)[0]["service_code"] == "06010"


def test_three_is_told_what_was_wrong(three):
    refused = three.post("06010", lat=33.765, long=113.305, api_key="nobody")
    assert refused[0]["code"] == 403
    assert three.services("none")[0]["code"] == 404
    assert three.token("none")[0]["code"] == 404
    assert three.post("06010", description="nowhere")[0]["code"] == 400
