"""The OpenAPI document against the product, and the page that shows it."""

from contextlib import suppress

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lingdang.faces.api.tests.conftest import a_case, a_key
from lingdang.intake.testing import an_import
from lingdang.people.public import actor_for
from lingdang.people.testing import a_person
from lingdang.wsgi import application

EXAMPLES = 5  # per address, of which there are about twenty
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.mark.parametrize("mode", GenerationMode)
def test_whatever_is_sent_is_answered_as_documented(district, kept_open, mode):
    bringer = a_person()
    key = a_key("dispatcher", place=district.town, person=bringer)
    there = {
        "case_id": a_case().pk,
        "place_id": district.grid.pk,
        "import_id": an_import(by=actor_for(bringer)).pk,
    }
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for found in document.get_all_operations():
        operation = found.ok()

        @given(sent=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def call(sent):
            if number := next((name for name in there if name in sent.path_parameters), None):
                sent.path_parameters[number] = there[number]
            response = sent.call(headers={"Authorization": f"Bearer {key}"})
            sent.validate_response(response, checks=CHECKS)

        with suppress(Unsatisfiable):  # nothing can be wrong with what takes nothing
            call()


@pytest.mark.django_db
def test_the_page_keeps_to_the_strict_policy():
    page = Client().get("/api/v1/docs")
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    text = page.content.decode()
    assert "https://" not in text
    assert 'src="/static/ninja/swagger-ui-bundle.js"' in text


@pytest.mark.django_db
def test_the_document_lists_every_address_with_its_refusals():
    document = Client().get("/api/v1/openapi.json").json()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            if path != "/api/v1/health":
                assert operation["responses"]["401"]["content"].keys() == {
                    "application/problem+json"
                }
