"""Updates that others send: what a reporter adds, and answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lingdang.cases.public import Case, Source
from lingdang.evidence.testing import jpeg_bytes
from lingdang.faces.api.tests import open311_schemas as schemas
from lingdang.faces.api.tests.conftest import a_case, a_key
from lingdang.faces.api.tests.open311 import PLACE, ROOT, as_xml, valid
from lingdang.people.public import actor_for_token
from lingdang.talks.public import Kind, Remark, ask_reporter


@pytest.fixture
def key(district):
    return a_key("dispatcher", place=district.town)


@pytest.fixture
def number(client, key):
    """Of a request that came in by this key, for somebody who is named."""
    fields = {"api_key": key, "service_code": "06010", "phone": "13812345678", **PLACE}
    return client.post(f"{ROOT}/requests.json", fields).json()[0]["service_request_id"]


@pytest.fixture
def post(client, key, number):
    def send(form="json", **fields):
        told = {"api_key": key, "service_request_id": number, "description": "又堆了", **fields}
        return client.post(f"{ROOT}/servicerequestupdates.{form}", told)

    return send


def test_an_update_is_an_addition_of_the_reporter(post):
    photo = SimpleUploadedFile("a.jpg", jpeg_bytes(), content_type="image/jpeg")
    urls = ["https://example.org/a.jpg", "https://example.org/b.jpg"]
    media = {"media_url": urls, "photo1": photo}  # as FixMyStreet sends them
    answer = post(update_id="7", status="OPEN", email="a@example.org", **media)
    remark = Remark.objects.get()
    assert answer.json() == [{"update_id": f"remark-{remark.pk}", "account_id": None}]
    assert (remark.kind, remark.photographs) == (Kind.ADDITION, 1)
    assert remark.text == "又堆了\nhttps://example.org/a.jpg\nhttps://example.org/b.jpg"


def test_it_is_the_answer_while_something_is_asked(post, key):
    ask_reporter(case_id=Case.objects.get().pk, text="哪里?", by=actor_for_token(key))
    element = as_xml(post("xml"), "service_request_updates")
    answer = Remark.objects.get(kind=Kind.ANSWER)
    assert element.findtext("request_update/update_id") == f"remark-{answer.pk}"


def test_the_same_update_sent_again_is_one(post):
    assert post(update_id="7").json() == post(update_id="7").json()
    assert Remark.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"service_request_id": ""}, 400),
        ({"description": " "}, 400),
        ({"media_url": "file:///etc"}, 400),
        ({"update_id": "7" * 201}, 400),
        ({"description": "x" * 1001}, 400),
        ({"service_request_id": "20200101-999999"}, 404),
        ({"api_key": "nobody"}, 403),
    ],
)
def test_what_cannot_be_taken_is_refused(post, fields, status):
    valid(schemas.ERRORS, post(**fields), status)
    assert not Remark.objects.exists()


def test_only_what_came_in_by_programs_is_added_to_and_only_within_reach(post, district, client):
    counter = a_case(source=Source.DESK)
    valid(schemas.ERRORS, post(service_request_id=counter.number), 403)
    foreign = a_key("dispatcher", place=district.other_town)
    valid(schemas.ERRORS, post(api_key=foreign), 404)
